import { parseArgs, type ParseArgsConfig } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Values<T extends Options> = ReturnType<typeof parseArgs<{ options: T }>>["values"];

/** The flags of `npm run <command>`. `--help` prints the usage and ends the process; so does a wrong flag, with one line. */
export function commandFlags<T extends Options>(command: string, usage: string, options: T): Values<T> {
  const all: Options = { ...options, help: { type: "boolean", short: "h" } };
  try {
    const { values } = parseArgs({ options: all });
    if (values["help"]) {
      console.log(usage);
      process.exit(0);
    }
    return values as Values<T>;
  } catch (error) {
    const [reason] = (error as Error).message.split(/\. (?:To specify|This command)/);
    return refuseFlags(command, `${reason} (npm run ${command} -- --help explains)`);
  }
}

/** Ends the process as for a wrong flag. */
export function refuseFlags(command: string, reason: string): never {
  console.error(`${command}: ${reason}`);
  process.exit(2);
}
