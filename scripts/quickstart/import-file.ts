import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Environment } from "../options.ts";
import { root } from "../redocly.ts";
import { step } from "../step.ts";
import { broken, patientLines, patients, sourceKey, type Comparison } from "./patients.ts";

const runner = join(root, "scripts/run.mjs");
const fileName = "patients.ndjson";
const parameters = ["import", fileName, "--type", "patient"];
/** Some records were rejected, all others were written. */
const someRejected = 1;

/** Imports a file in another process, kills this process halfway, resumes the import, and compares the registry with the file. */
export async function importFile(environment: Environment): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-registry-client-"));
  const env = ownEnvironment(environment);
  const registry = fork(runner, [join(root, "scripts/quickstart/registry.ts")], { env });
  try {
    const [{ url }] = (await once(registry, "message")) as [{ url: string }];
    await writeFile(join(folder, fileName), patientLines());
    const start = () => startCommand(folder, { ...env, ...variables(url) });

    const done = await step(`import ${formatCount(patients)} patients, and kill the command halfway`, () =>
      killHalfway(start(), join(folder, `${fileName}.import`)),
    );
    console.log(`  clinia-registry ${parameters.join(" ")}`);
    console.log(`  killed with SIGKILL after ${formatCount(done)} of ${formatCount(patients)} lines`);

    const summary = await step("the same command again: it resumes", () => finish(start()));
    console.log(summary.trimEnd().replaceAll(/^/gm, "  "));

    const { stored, equal } = await step("compare the registry with the file", () => compare(registry));
    if (stored !== equal || equal !== patients - broken) {
      throw new Error(`${stored} patients are stored, ${equal} of them with the data of their line.`);
    }
    console.log(`  ${formatCount(stored)} patients are stored, each with the data of its line`);
  } finally {
    registry.kill();
    await rm(folder, { recursive: true });
  }
}

function variables(url: string): Record<string, string> {
  return { CLINIA_API_KEY: "any key will do here", CLINIA_BASE_URL: url, CLINIA_SOURCE_KEY: sourceKey };
}

/** Without the variables of a real workspace, and without the options of this process, which can name files of its folder. */
function ownEnvironment(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(CLINIA_|NODE_OPTIONS$)/i.test(name)));
}

function startCommand(folder: string, env: Environment): ChildProcess {
  const command = [runner, join(root, "src/cli/index.ts"), ...parameters];
  return spawn(process.execPath, command, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Kills an import when half of the records are done by its journal. Resolves with their number. */
async function killHalfway(command: ChildProcess, journal: string): Promise<number> {
  const ended = output(command);
  while (command.exitCode === null && command.signalCode === null) {
    const done = await doneIn(journal);
    if (done >= patients / 2) {
      command.kill("SIGKILL");
      await ended;
      return done;
    }
    await sleep(5);
  }
  const { code, stderr } = await ended;
  throw new Error(`The import ended with exit code ${String(code)} before it was half done:\n${stderr}`);
}

/** Returns how many records the last entry of a journal has as done. */
async function doneIn(journal: string): Promise<number> {
  const text = await readFile(journal, "utf8").catch(() => "");
  return Number([...text.matchAll(/"read":(\d+)/g)].at(-1)?.[1] ?? 0);
}

/** Resolves with what an import prints on stdout. */
async function finish(command: ChildProcess): Promise<string> {
  const { code, stdout, stderr } = await output(command);
  if (code !== someRejected) throw new Error(`The import ended with exit code ${String(code)}:\n${stderr}`);
  return stdout;
}

interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function output(command: ChildProcess): Promise<Output> {
  let [stdout, stderr] = ["", ""];
  command.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  command.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(command, "close")) as [number | null];
  return { code, stdout, stderr };
}

async function compare(registry: ChildProcess): Promise<Comparison> {
  registry.send("compare");
  const [comparison] = (await once(registry, "message")) as [Comparison];
  return comparison;
}

function formatCount(count: number): string {
  return count.toLocaleString("en");
}
