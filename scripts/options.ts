import { parseArgs, type ParseArgsConfig } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The options of a script's command line. An option that it does not know ends the script with a line that says so. */
export function readOptions<Known extends Options>(options: Known) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(error, options, 1);
  }
}

/** What {@link readOptions} gives, and the words beside the options. `exitCode` is the script's for a wrong command line. */
export function readCommandLine<Known extends Options>(options: Known, exitCode: number) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return refuse(error, options, exitCode);
  }
}

function refuse(error: unknown, options: Options, exitCode: number): never {
  const known = Object.keys(options).map((name) => `--${name}`);
  console.error(
    `${(error as Error).message.split("\n", 1).join("").replace(/\.?$/, ".")} Known options: ${known.join(", ")}.`,
  );
  process.exit(exitCode);
}
