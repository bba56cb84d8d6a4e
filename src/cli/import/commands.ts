import { Option, type Command } from "commander";
import type { Context, ExitCode } from "../context.ts";
import { addRegistryOptions, connectionHelp, npx, sourceOption } from "../options.ts";
import { parseCount, parseDuration, parseRejectLimit } from "./arguments.ts";
import {
  addProfilesOptions,
  addReadingOptions,
  addRecordOptions,
  filesHelp,
  idSecretOption,
  mappingOption,
  shardOption,
} from "./reading-options.ts";
import { runRejects, type RejectsFlags } from "./rejects.ts";
import { runImport, type ImportFlags } from "./run-import.ts";
import { runVerify, type VerifyFlags } from "./verify.ts";

type Finish = (code: ExitCode) => void;

/** Adds `import`, `verify` and `rejects`. */
export function addImportCommands(program: Command, context: Context, finish: Finish): void {
  addImport(program, context, finish);
  addVerify(program, context, finish);
  addRejects(program, context, finish);
}

const importHelp = `
Exit codes:
  0    every record was written
  1    some records were rejected, the others were written
  2    the command line, a file or the journal is invalid; nothing was sent
  3    the import stopped before its end; run the same command again to resume
  130  Ctrl-C or SIGTERM stopped it; run the same command again to resume
`;

const importExamples = `
Examples:
  ${npx} import patients.ndjson --type patient --embedded
  ${npx} import patients.csv --source ehr-prod --type patient --id number`;

function addImport(program: Command, context: Context, finish: Finish): void {
  const command = program
    .command("import")
    .summary("Write the records of files to the registry.")
    .description("Write the records of files to the registry. Run the same command again to resume after a stop.")
    .argument("<files...>", filesHelp);
  addMainOptions(command);
  addInputOptions(command);
  addCheckOptions(command);
  addJournalOptions(command);
  addRefreshOptions(command);
  addSpeedOptions(command);
  addOutputOptions(command);
  addRegistryOptions(command.optionsGroup("Registry:"));
  command
    .optionsGroup("Help:")
    .addHelpText("after", connectionHelp)
    .addHelpText("after", importHelp)
    .addHelpText("after", importExamples.trimStart())
    .action(async (files: string[], flags: ImportFlags) => {
      finish(await runImport(files, flags, context));
    });
}

/** The options that a first import needs. */
function addMainOptions(command: Command): void {
  command.optionsGroup("Main options:").addOption(sourceOption());
  addRecordOptions(command).option("--dry-run", "read, map and check everything, and send nothing; needs no API key");
}

function addInputOptions(command: Command): void {
  addReadingOptions(command.optionsGroup("Input:"))
    .addOption(shardOption())
    .option("--grown", "accept files that have grown, and files that are new, since the last run");
}

function addCheckOptions(command: Command): void {
  addProfilesOptions(command.optionsGroup("Checks:")).option(
    "--reject-limit <number>",
    "stop after more rejected records, such as 1000 or 1% (default: 1000)",
    parseRejectLimit,
  );
}

function addRefreshOptions(command: Command): void {
  command
    .optionsGroup("Full refresh:")
    .addOption(
      new Option(
        "--full-refresh",
        "after the import, count the resources of its types that the extract no longer has",
      ).conflicts(["shard", "grown", "embedded"]),
    )
    .option("--yes", "with --full-refresh: delete them")
    .option(
      "--max-deletes <number>",
      "delete nothing if it would be more, such as 1000 or 10% (default: 5%)",
      parseRejectLimit,
    );
}

function addJournalOptions(command: Command): void {
  command
    .optionsGroup("Journal and rejected records:")
    .addOption(journalOption())
    .option("--rejects <file>", "the file of the rejected records; default: FILE.rejects.ndjson")
    .option("--retry-rejected", "import the records again that were rejected");
}

function journalOption(): Option {
  const text = "the file of the journal, which resuming needs; default: FILE.import";
  return new Option("--journal <file>", text);
}

function addSpeedOptions(command: Command): void {
  command
    .optionsGroup("Speed and schedule:")
    .option("--batch-size <number>", "operations in a bulk (default: 1000)", parseCount)
    .option("--concurrency <number>", "bulks at a time (default: 4)", parseCount)
    .option("--rate <number>", "the maximum number of records per second", parseCount)
    .option("--window <times>", "the time of day to send in, such as 22:00-06:00")
    .option("--deadline <duration>", "the wait for the task of a bulk (default: 10m)", parseDuration)
    .option("--give-up-after <duration>", "the wait for an unavailable registry (default: 1h)", parseDuration);
}

function addOutputOptions(command: Command): void {
  const progress = "the form of the progress; default: bar in a terminal, otherwise text";
  command
    .optionsGroup("Output:")
    .addOption(new Option("--progress <kind>", progress).choices(["bar", "text", "json", "none"]))
    .option("--metrics <file>", "a .prom file for the textfile collector of node_exporter")
    .addOption(
      new Option("--embedded", "import into an embedded registry, which ends with the command; needs no API key")
        .conflicts(["journal", "rejects", "baseUrl", "workspace"])
        .helpGroup("Registry:"),
    );
}

const verifyHelp = `
Use the options of the import. Only ids are compared.

Exit codes:
  0    every id was found
  1    some ids are missing, or were not deleted
  2    the command line or a file is invalid
  3    a file or the registry can't be read
  130  Ctrl-C or SIGTERM stopped it

Example:
  ${npx} verify patients.ndjson --source ehr-prod --type patient --missing missing.ndjson
`;

function addVerify(program: Command, context: Context, finish: Finish): void {
  const command = program
    .command("verify")
    .summary("Compare the ids of files with the registry, after an import.")
    .description("Compare the ids of files with those of the registry, after an import. Changes nothing.")
    .argument("<files...>", filesHelp)
    .addOption(sourceOption());
  addProfilesOptions(addReadingOptions(addRecordOptions(command)).addOption(shardOption()));
  addRegistryOptions(command)
    .option("--missing <file>", "write the places of the records that differ to this file, which only you can read")
    .addOption(
      new Option("--progress <kind>", "the form of the progress; default: text").choices(["text", "json", "none"]),
    )
    .addHelpText("after", connectionHelp)
    .addHelpText("after", verifyHelp)
    .action(async (files: string[], flags: VerifyFlags) => {
      finish(await runVerify(files, flags, context));
    });
}

const rejectsExample = `
Example:
  ${npx} rejects patients.ndjson --take fixed.ndjson`;

function addRejects(program: Command, context: Context, finish: Finish): void {
  program
    .command("rejects")
    .summary("Print what an import rejected, or take its lines.")
    .description(
      "Print what an import rejected; with --take, write the original lines to a file, to fix and import them.",
    )
    .argument("<files...>", "the files of the import")
    .addOption(journalOption())
    .option("--take <file>", "write the original lines to this new file, which only you can read")
    .addOption(mappingOption("the mapping of the import, if it had one"))
    .addOption(idSecretOption())
    .addHelpText("after", rejectsExample)
    .action(async (files: string[], flags: RejectsFlags) => {
      finish(await runRejects(files, flags, context));
    });
}
