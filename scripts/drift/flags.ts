import { parseArgs } from "node:util";
import { CannotCompareError } from "./json.js";

const formats = ["markdown", "json"] as const;
export type Format = (typeof formats)[number];

export interface Flags {
  /** A file or URL; undefined for the live document. */
  readonly source: string | undefined;
  readonly format: Format;
  readonly timeoutMs: number;
  readonly help: boolean;
}

export const usage = `Compares the contract with the description that Polar publishes.

  npm run upstream                      with the live document of the contract's version
  npm run upstream -- <file or URL>     with another one

  --format <${formats.join("|")}>            default: markdown
  --timeout <seconds>                   the limit of the whole command; default: 60
  --help

Ends with 0 where nothing differs but what openapi/departures.json lists, 1 on drift, 2 where the two could not be compared,
3 where the command itself failed.`;

export function readFlags(args: readonly string[]): Flags {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: "string", default: "markdown" },
        timeout: { type: "string", default: "60" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const format = formats.find((name) => name === values.format);
    const seconds = Number(values.timeout);
    if (format === undefined) throw new Error(`--format must be one of ${formats.join(", ")}`);
    if (!(seconds > 0 && seconds <= 3600)) throw new Error("--timeout must be a number of seconds, at most 3600");
    if (positionals.length > 1) throw new Error("only one file or URL can be compared");
    return { source: positionals[0], format, timeoutMs: seconds * 1000, help: values.help };
  } catch (error) {
    const message = (error as Error).message.split("\n")[0]?.replace(/\. To specify.*/, "");
    throw new CannotCompareError(`${message} (npm run upstream -- --help explains)`);
  }
}
