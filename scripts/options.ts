import { parseArgs, type ParseArgsConfig } from "node:util";

/** The options of a script's command line. An option that it does not know ends the script with a line that says so. */
export function readOptions<Options extends NonNullable<ParseArgsConfig["options"]>>(options: Options) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    const known = Object.keys(options).map((name) => `--${name}`);
    console.error(`${(error as Error).message.replace(/\.?$/, ".")} Known options: ${known.join(", ")}.`);
    process.exit(1);
  }
}
