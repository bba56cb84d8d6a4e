import { InvalidArgumentError, Option, type Command } from "commander";
import type { Context, ExitCode } from "../context.ts";
import { parseCount, parseDuration, parseRejectLimit } from "../import/arguments.ts";
import {
  addFormatOptions,
  addProfilesOptions,
  addReadingOptions,
  addRecordOptions,
} from "../import/reading-options.ts";
import { addRegistryOptions, connectionHelp, npx, sourceOption } from "../options.ts";
import { runEnqueue, type EnqueueFlags } from "./enqueue.ts";
import { runReport, type ReportFlags } from "./report.ts";
import { runWorker, type WorkerFlags } from "./worker.ts";

type Finish = (code: ExitCode) => void;

/** Adds `enqueue`, `worker` and `report`. */
export function addWorkerCommands(program: Command, context: Context, finish: Finish): void {
  addEnqueue(program, context, finish);
  addWorker(program, context, finish);
  addReport(program, context, finish);
}

const journalsUrl = `  CLINIA_JOURNALS_URL  the connection string of PostgreSQL with the journals, if
                       --journals is missing`;

const queueHelp = `
Environment variables of the queue:
  CLINIA_QUEUE_URL     the connection string of Redis or PostgreSQL (required),
                       such as redis://localhost
${journalsUrl}

Install the packages of the queue in the current folder:
  npm install bullmq@6 ioredis@6   for a queue in Redis
  npm install bullmq@6 pg@8        for a queue or journals in PostgreSQL`;

const enqueueHelp = `
Exit codes:
  0    every partition has a job or has finished
  2    the command line, a file or a journal is invalid, or the queue can't be used
  3    the queue or the journals failed; run the same command again
`;

function addEnqueue(program: Command, context: Context, finish: Finish): void {
  const command = program
    .command("enqueue")
    .summary("Divide an import into partitions, and add a job for each to a queue.")
    .description(
      "Divide an import into partitions, and add a job for each to a queue. Running the command again is safe.",
    )
    .argument("<files...>", "files, a folder or a quoted pattern, at the same path on each machine");
  addQueueOptions(command)
    .option("--name <name>", "the name of the import; default: the name of the file")
    .option("--partitions <number>", "the number of partitions; each reads all files (default: 4)", parseCount);
  addFormatOptions(command)
    .addHelpText("after", queueHelp)
    .addHelpText("after", enqueueHelp)
    .action(async (files: string[], flags: EnqueueFlags) => {
      finish(await runEnqueue(files, flags, context));
    });
}

const workerHelp = `
Exit codes:
  0    Ctrl-C or SIGTERM ended it; another worker continues its job
  2    the command line or a file is invalid, or the queue can't be used
  3    the queue failed ten times in a row, three jobs in a row could not start,
       or the journals failed

Examples:
  ${npx} enqueue patients.ndjson --queue imports --journals journals
  ${npx} worker --queue imports --source ehr-prod --type patient --journals journals
  ${npx} report --journals journals
`;

function addWorker(program: Command, context: Context, finish: Finish): void {
  const command = program
    .command("worker")
    .summary("Import the partitions that enqueue added to a queue.")
    .description(
      "Import the partitions that enqueue added to a queue, until Ctrl-C or SIGTERM. Start a worker on each machine, with the same options.",
    )
    .addOption(sourceOption());
  addQueueOptions(command);
  addReadingOptions(addRecordOptions(command));
  addProfilesOptions(command)
    .option("--reject-limit <number>", "rejected records that a partition may have (default: 1000)", parseRejectLimit)
    .option("--batch-size <number>", "operations in a bulk (default: 1000)", parseCount)
    .option("--concurrency <number>", "bulks at a time (default: 4)", parseCount)
    .option("--rate <number>", "the maximum number of records per second", parseCount)
    .option("--window <times>", "the time of day to send in, such as 22:00-06:00")
    .option("--deadline <duration>", "the wait for the task of a bulk (default: 10m)", parseDuration)
    .option("--give-up-after <duration>", "the wait for an unavailable registry (default: 1h)", parseDuration)
    .addOption(new Option("--progress <kind>", "the form of the progress; default: text").choices(["text", "json"]));
  addRegistryOptions(command)
    .addHelpText("after", connectionHelp)
    .addHelpText("after", queueHelp)
    .addHelpText("after", workerHelp)
    .action(async (flags: WorkerFlags) => {
      finish(await runWorker(flags, context));
    });
}

const reportHelp = `
Environment variables:
${journalsUrl}

Exit codes:
  0    every record was written or skipped
  1    some records were rejected
  2    the command line or a journal is invalid, or there is no such import
  3    the import has not finished, or the journals can't be read
`;

function addReport(program: Command, context: Context, finish: Finish): void {
  program
    .command("report")
    .summary("Print the progress of an import by workers.")
    .description("Print the progress of an import by workers, and its rejected records.")
    .argument("[name]", "the name of the import, if there are several")
    .addOption(journalsOption())
    .option("--json", "print it as JSON")
    .addHelpText("after", reportHelp)
    .action(async (name: string | undefined, flags: ReportFlags) => {
      finish(await runReport(name, flags, context));
    });
}

function addQueueOptions(command: Command): Command {
  return command
    .requiredOption("--queue <name>", "the name of the queue", parseQueueName)
    .addOption(
      new Option("--backend <name>", "the server of the queue").choices(["redis", "postgres"]).default("redis"),
    )
    .addOption(journalsOption())
    .option("--migrate", "create the tables of the queue in PostgreSQL, or bring them up to date");
}

/** Parses the name of a queue. BullMQ refuses a colon, which separates the parts of its keys. */
function parseQueueName(text: string): string {
  if (text === "" || text.includes(":")) throw new InvalidArgumentError("Expected a name without a colon.");
  return text;
}

function journalsOption(): Option {
  return new Option("--journals <folder>", "the folder of the journals, on a local disk; default: CLINIA_JOURNALS_URL");
}
