import { Option, type Command } from "commander";
import type { Context, ExitCode } from "../context.ts";
import { addConnectionOptions, connectionHelp, npx } from "../options.ts";
import { runCheck, runGenerate, type GenerateOptions } from "./generate.ts";
import { runPull, type PullOptions } from "./pull.ts";
import { runPush, type PushOptions } from "./push.ts";
import { runWatch } from "./watch.ts";

interface GenerateFlags extends GenerateOptions {
  readonly check?: true;
  readonly watch?: true;
}

/** Adds `profiles` and its commands. */
export function addProfilesCommands(program: Command, context: Context, finish: (code: ExitCode) => void): void {
  const profiles = program.command("profiles").description("Generate, pull and push profiles.").helpCommand(false);
  addGenerate(profiles, context, finish);
  addPull(profiles, context, finish);
  addPush(profiles, context, finish);
}

function addGenerate(profiles: Command, context: Context, finish: (code: ExitCode) => void): void {
  addFolders(profiles.command("generate"))
    .description("Write TypeScript types and checks for the profiles.")
    .option("--out <file>", "the file to write", "src/clinia.gen.ts")
    .option("--json-schema <file>", "also write a JSON Schema, for programs in other languages")
    .option("--allow-unknown-types", "accept property types that are not known, and do not check their values")
    .option("--check", "write nothing; exit with 1 and a short diff if a file is stale")
    .addOption(new Option("--watch", "generate again after each change, until Ctrl-C").conflicts("check"))
    .addHelpText("after", example("profiles generate --check"))
    .action(async (flags: GenerateFlags) => {
      const run = flags.check === true ? runCheck : flags.watch === true ? runWatch : runGenerate;
      finish(await run(flags, context));
    });
}

function addPull(profiles: Command, context: Context, finish: (code: ExitCode) => void): void {
  addConnectionOptions(profiles.command("pull"))
    .description("Write the profiles of collections to their files.")
    .requiredOption("--type <key...>", "the keys of the profiles (required)")
    .addOption(profilesOption())
    .option("--check", "write nothing; exit with 1 and a short diff if a file differs from the workspace")
    .addHelpText("after", connectionHelp)
    .addHelpText("after", example("profiles pull --workspace acme --source ehr-prod --type patient"))
    .action(async (flags: PullOptions) => {
      finish(await runPull(flags, context));
    });
}

const pushHelp = `
Profiles that are new or differ are sent only with --yes. Without it, the
command exits with 1 if there are any. Contained profiles can't be read back,
so with --yes they are always sent, before the profiles that contain them.`;

function addPush(profiles: Command, context: Context, finish: (code: ExitCode) => void): void {
  addFolders(addConnectionOptions(profiles.command("push")))
    .description("Show how the profiles differ from those of the workspace; with --yes, send them.")
    .option("--type <key...>", "the keys of the profiles; default: all")
    .option("--yes", "send the profiles")
    .addHelpText("after", pushHelp)
    .addHelpText("after", connectionHelp)
    .addHelpText("after", example("profiles push --workspace acme --source ehr-prod --yes"))
    .action(async (flags: PushOptions) => {
      finish(await runPush(flags, context));
    });
}

function profilesOption(): Option {
  const text = "the folder with one <profileKey>.json for each profile";
  return new Option("--profiles <folder>", text).default("clinia/profiles");
}

function addFolders(command: Command): Command {
  return command
    .addOption(profilesOption())
    .option("--vocabularies <folder>", "the folder with one <key>.json for each vocabulary", "clinia/vocabularies");
}

function example(line: string): string {
  return `\nExample:\n  ${npx} ${line}`;
}
