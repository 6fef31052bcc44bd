import { parseArgs } from "node:util";
import { CannotCompareError } from "../contract/cannot-compare.js";

const formats = ["markdown", "json"] as const;
export type Format = (typeof formats)[number];

export interface Flags {
  /** A file or URL; undefined for the live document. */
  readonly source: string | undefined;
  readonly format: Format;
  /** Whether to write what the report says into the project. */
  readonly accept: boolean;
  readonly timeoutMs: number;
  readonly help: boolean;
}

export const usage = `Compares the contract with Polar's published description, and reports what changed.

  npm run upstream                      compares with the live document of the contract's version
  npm run upstream -- <file or URL>     compares with another document

  --accept                     accepts the new state: updates openapi/published.json, removes departures that are no longer
                               needed, applies changes that need no decision, writes a changeset
  --format <${formats.join("|")}>     markdown by default
  --timeout <seconds>          the limit of the whole command; 60 by default
  --help

Exit code: 0 nothing to do (with --accept: nothing left to do by hand), 1 something to do, 2 the document could not be compared,
3 the command failed.`;

export function readFlags(args: readonly string[]): Flags {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: "string", default: "markdown" },
        accept: { type: "boolean", default: false },
        timeout: { type: "string", default: "60" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const format = formats.find((name) => name === values.format);
    const seconds = Number(values.timeout);
    if (format === undefined) throw new Error(`--format must be one of ${formats.join(", ")}`);
    if (!(seconds > 0 && seconds <= 3600)) throw new Error("--timeout must be a number of seconds, at most 3600");
    if (positionals.length > 1) throw new Error("only one file or URL can be compared");
    return { source: positionals[0], format, accept: values.accept, timeoutMs: seconds * 1000, help: values.help };
  } catch (error) {
    const message = (error as Error).message.split("\n")[0]?.replace(/\. To specify.*/, "");
    throw new CannotCompareError(`${message} (npm run upstream -- --help explains)`);
  }
}
