import { parseArgs } from "node:util";
import { readBundle } from "./contract/document.js";
import { compare } from "./drift/compare.js";
import { readDepartures } from "./drift/departures.js";
import { CannotCompareError, objectOf, textOf, type JsonObject } from "./drift/json.js";
import { formats, isDrift, report, type Format } from "./drift/report.js";
import { readSlice } from "./drift/slice.js";

const usage = `Compares the contract with the description that Polar publishes.

  npm run upstream                            with the live document of the contract's version
  npm run upstream -- <file or URL>           with another one

  --format <${formats.join("|")}>        default: markdown
  --help

Ends with 0 where nothing differs but what openapi/departures.json lists, 1 on drift, 2 where the two could not be compared.`;

process.exitCode = await main().catch((error: unknown) => {
  const isExpected = error instanceof CannotCompareError;
  console.error(isExpected ? `upstream: ${error.message}` : error);
  return 2;
});

async function main(): Promise<number> {
  const { source, format, help } = readFlags();
  if (help) {
    console.log(usage);
    return 0;
  }
  const departures = await readDepartures();
  const bundle = await readBundle();
  // The bundle is JSON: its type here says more than the comparison needs.
  const ours = bundle as unknown as JsonObject;
  const published = source ?? `${bundle.servers[0]?.url}/${bundle.info.version}/openapi.json`;
  const slice = await readSlice(published, ours);
  const comparison = compare(ours, slice, departures);
  const version = /^[\w.-]+$/.exec(textOf(objectOf(slice["info"])["version"]))?.[0] ?? "unknown";
  console.log(report(format, { source: published, version, departures: departures.length }, comparison));
  return isDrift(comparison) ? 1 : 0;
}

function readFlags(): { source: string | undefined; format: Format; help: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        format: { type: "string", default: "markdown" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const format = formats.find((name) => name === values.format);
    if (format === undefined) throw new Error(`--format must be one of ${formats.join(", ")}`);
    if (positionals.length > 1) throw new Error("only one file or URL can be compared");
    return { ...values, format, source: positionals[0] };
  } catch (error) {
    const message = (error as Error).message.split("\n")[0]?.replace(/\. To specify.*/, "");
    throw new CannotCompareError(`${message} (npm run upstream -- --help explains)`);
  }
}
