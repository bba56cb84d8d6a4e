import { parseArgs, type ParseArgsConfig } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The options of a script's command line. An option that it does not know ends the script with a line that says so. */
export function readOptions<Known extends Options>(options: Known) {
  try {
    return parseArgs({ options, args: commandLine() }).values;
  } catch (error) {
    return refuse(error, options, 1);
  }
}

/** The number that an option names. Ends the script with a line that says so when it is none, or out of its range. */
export function wholeNumber(name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  console.error(`--${name} is ${value}, and must be a whole number from ${least} to ${most}.`);
  process.exit(1);
}

/** What {@link readOptions} gives, and the words beside the options. `exitCode` is the script's for a wrong command line. */
export function readCommandLine<Known extends Options>(options: Known, exitCode: number) {
  try {
    return parseArgs({ options, args: commandLine(), allowPositionals: true });
  } catch (error) {
    return refuse(error, options, exitCode);
  }
}

/** What was typed, with a negative number put to its option: alone, it would be taken for an option too. */
function commandLine(): string[] {
  return process.argv.slice(2).reduce<string[]>((words, word) => {
    const last = words.at(-1);
    if (last === undefined || !/^--[a-z-]+$/.test(last) || !/^-\d/.test(word)) return [...words, word];
    return [...words.slice(0, -1), `${last}=${word}`];
  }, []);
}

function refuse(error: unknown, options: Options, exitCode: number): never {
  const known = Object.keys(options).map((name) => `--${name}`);
  console.error(
    `${(error as Error).message.split("\n", 1).join("").replace(/\.?$/, ".")} Known options: ${known.join(", ")}.`,
  );
  process.exit(exitCode);
}

export type Environment = Readonly<Partial<Record<string, string>>>;

/** An environment variable; undefined when it is empty or blank, as `NAME=` in a shell or an `.env` file leaves it. */
export function variable(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  return value?.trim() === "" ? undefined : value;
}
