import { canary } from "../../import/crash/made-up-input.ts";
import type { CrashReport } from "../../import/crash/registries.ts";
import type { ProofResult } from "./run.ts";

/** What a proof found. */
export interface Verdict {
  readonly stored: number;
  /** The ids that the registry does not have. */
  readonly lost: number;
  /** The ids whose stored version is not that of their last line. */
  readonly stale: number;
  /** The ids that are in no line. */
  readonly extra: number;
  /** How many operations the registry accepted more than once. */
  readonly resent: number;
  /** What else was wrong, a sentence for each. */
  readonly problems: readonly string[];
}

/** Compares what a proof left with what its input must lead to. */
export function judge(result: ProofResult): Verdict {
  const { input, stored } = result;
  const isFailed = ([id]: CrashReport["resources"][number]) => id.startsWith("canary-failed");
  const failed = stored.resources.filter(isFailed).length;
  const versions = new Map(stored.resources.filter((resource) => !isFailed(resource)));
  const ids = [...input.last];
  const lost = ids.filter(([id]) => !versions.has(id)).length;
  return {
    stored: versions.size,
    lost,
    stale: ids.filter(([id, version]) => versions.has(id) && versions.get(id) !== version).length,
    extra: versions.size - (ids.length - lost),
    resent: stored.operations - result.report.written - failed,
    problems: [...problemsOfCounts(result), ...problemsOfWorkers(result), ...problemsOfOutput(result)],
  };
}

function problemsOfCounts({ input, report }: ProofResult): string[] {
  const { read, written, rejected, skipped, open } = report;
  const counts = { read, written, rejected, skipped, open };
  const { length } = input.rejected;
  const expected = { read: input.lineCount, written: input.lineCount - length, rejected: length, skipped: 0, open: 0 };
  const lines = report.rejects.map(({ line }) => line);
  return [
    ...differences("The sums of the report", counts, expected),
    ...differences("The rejected lines", lines, input.rejected),
  ];
}

function differences(what: string, found: unknown, expected: unknown): string[] {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  return one === other ? [] : [`${what} are ${one}, and not ${other}.`];
}

function problemsOfWorkers({ endedThemselves, runs, kills }: ProofResult): string[] {
  const killed = runs.filter(({ code }) => code === null).length;
  const failed = runs.filter(({ code }) => code !== null && code !== 0);
  return [
    ...endedThemselves.map(({ code, stderr }) => `A worker ended by itself with ${code ?? "a signal"}: ${stderr}`),
    // A worker that has just started may end before it listens for SIGTERM.
    ...(killed >= kills ? [] : [`${killed} workers were killed, and not ${kills}.`]),
    ...failed.map(({ code, stderr }) => `A worker ended with ${code ?? ""}: ${stderr}`),
  ];
}

/** Names are also searched for as hexadecimal, as a dump of PostgreSQL has binary values. */
const forms = [canary, Buffer.from(canary).toString("hex"), Buffer.from(canary.toLowerCase()).toString("hex")];

/** A property of each job. */
const dataOfJob = "expectedFiles";

function problemsOfOutput({ dumps, runs }: ProofResult): string[] {
  const outputs = runs.map(({ stdout, stderr }) => stdout + stderr).join("\n");
  return [
    ...(dumps.includes(dataOfJob) ? [] : ["The dump has no job of the queue."]),
    ...(showsData(dumps) ? ["The queue or a journal has made-up data."] : []),
    ...(showsData(outputs) ? ["The output of a worker has made-up data."] : []),
  ];
}

function showsData(text: string): boolean {
  const upperCase = text.toUpperCase();
  return forms.some((form) => upperCase.includes(form.toUpperCase()));
}
