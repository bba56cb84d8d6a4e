import { Command, CommanderError } from "commander";
import { readFileSync } from "node:fs";
import { InvalidRequestError } from "../index.ts";
import { paintFor } from "./colors.ts";
import { CommandError, type Context, type ExitCode } from "./context.ts";
import { addImportCommands } from "./import/commands.ts";
import { addProfilesCommands } from "./profiles/commands.ts";
import { addWorkerCommands } from "./worker/commands.ts";

const exitCodes = `
Exit codes:
  0    done
  1    a comparison found a difference, an import rejected records, or a request
       or a file operation failed
  2    the command line or a file is invalid
  3    an import stopped before its end; run it again to resume
  130  Ctrl-C or SIGTERM stopped an import; run it again to resume`;

/** Runs the command line, and returns the exit code. Errors are printed to stderr. */
export async function runCommand(context: Context): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = createProgram(context);
  const finish = (code: ExitCode) => (exitCode = code);
  addImportCommands(program, context, finish);
  addWorkerCommands(program, context, finish);
  addProfilesCommands(program, context, finish);
  try {
    await program.parseAsync([...context.argv], { from: "user" });
    return exitCode;
  } catch (error) {
    return report(error, context);
  }
}

/** Subcommands inherit the settings of the program that are set before they are added. */
function createProgram({ stdout, stderr }: Context): Command {
  return new Command("clinia-registry")
    .description("Tools for the Clinia registry.")
    .version(packageVersion(), "--version", "print the version")
    .helpOption("-h, --help", "print the help")
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError("Add --help for the options.")
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      // The value of an unknown option may be a key.
      writeErr: (text) => void stderr.write(text.replace(/(unknown option '[^=']*)=[^\n]*'/g, "$1'")),
    })
    .addHelpText("after", exitCodes);
}

/** The sources and the build are both two folders below package.json. */
function packageVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** Prints an error. The messages of a RegistryError contain neither the key nor data. */
function report(error: unknown, { stderr, env, signal }: Context): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (signal?.aborted === true && !(error instanceof CommandError)) {
    stderr.write("Stopped.\n");
    return 1;
  }
  stderr.write(`${paintFor(stderr, env)("red", error instanceof Error ? error.message : String(error))}\n`);
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof InvalidRequestError ? 2 : 1;
}
