import { assertSame, describeError } from "./assertions.ts";
import { checkConnectionErrors, type ConnectionReport } from "./connection-errors.ts";
import { createContext, type ClientEntry, type EmbeddedEntry, type Entries, type Settings } from "./context.ts";
import { scenarios, type Scenario } from "./scenarios.ts";

/** The name of the scenario that runs only where the embedded registry does. */
export const embeddedScenario = "runs the embedded registry";
/** The number of scenarios of the client: those of scenarios.ts, and the connection errors. */
export const clientScenarioCount = scenarios.length + 1;

/** The report of one runtime, as JSON. */
export interface Report {
  readonly scenarios: readonly { readonly name: string; readonly error?: string }[];
  /** `undefined` when the scenario of connection errors failed. */
  readonly connections: ConnectionReport | undefined;
}

const scenarioTimeoutMs = 20_000;

/** Runs every scenario in the current runtime. */
export async function runScenarios(
  entries: Entries,
  embedded: EmbeddedEntry | undefined,
  settings: Settings,
): Promise<Report> {
  const context = createContext(entries, settings);
  let connections: ConnectionReport | undefined;
  const all: Scenario[] = [
    ...scenarios,
    {
      name: "reports connection errors with an outcome that the platform can know",
      async run(context) {
        connections = await checkConnectionErrors(context);
      },
    },
  ];
  if (embedded !== undefined)
    all.push({ name: embeddedScenario, run: () => checkEmbeddedEntry(entries.client, embedded) });
  const results: { name: string; error?: string }[] = [];
  for (const { name, run } of all) {
    try {
      await context.send("reset", {});
      await withTimeout(run(context));
      results.push({ name });
    } catch (error) {
      results.push({ name, error: describeError(error) });
    }
  }
  return { scenarios: results, connections };
}

/** Uses the embedded registry in the current runtime, through its fetch and over HTTP. */
async function checkEmbeddedEntry({ createRegistryClient }: ClientEntry, entry: EmbeddedEntry): Promise<void> {
  const path = { sourceKey: "ehr-prod", resourceType: "patient" };
  const embedded = entry.createEmbeddedRegistry({ apiKey: "key" });
  const { fetch } = embedded;
  const withoutHttp = createRegistryClient({ baseUrl: "http://localhost", apiKey: "key", fetch });
  await withoutHttp.createResource(path, { data: { by: "fetch" } });
  const { url } = await embedded.listen();
  try {
    await createRegistryClient({ baseUrl: url, apiKey: "key" }).createResource(path, { data: { by: "HTTP" } });
    const stored = embedded.resources(path).map(({ data }) => data.by);
    assertSame("stored resources", stored, ["fetch", "HTTP"]);
  } finally {
    await embedded.close();
  }
}

/** Rejects after the time limit, so that the scenarios after one that hangs still run. */
async function withTimeout(run: Promise<void>): Promise<void> {
  let timer: unknown;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`it took over ${scenarioTimeoutMs} ms`));
    }, scenarioTimeoutMs);
  });
  try {
    await Promise.race([run, timeout]);
  } finally {
    clearTimeout(timer as number);
  }
}
