/**
 * A worker of the built package with any duration of its lock: `node worker-child.mjs '{ "engine", "lockDurationMs", … }'`. Prints its events.
 * Ends after SIGTERM.
 */
import { createRegistryClient } from "../../../dist/index.js";
import { createImportWorker } from "../../../dist/bullmq/index.js";
import { fileJournals, postgresJournals } from "../../../dist/import/index.js";
import { Pool } from "pg";

const settings = JSON.parse(process.argv[2]);
const { engine, queueUrl, queueName, journalsAt, registryUrl, sourceKey, type, batchSize, lockDurationMs } = settings;
const registry = createRegistryClient({ baseUrl: registryUrl, apiKey: "key-of-the-proof", retry: { backoffMs: 5 } });
const pool = journalsAt.url === undefined ? undefined : new Pool({ connectionString: journalsAt.url, max: 2 });
// An idle connection is lost at a restart.
pool?.on("error", () => undefined);

const worker = await createImportWorker({
  ...{ queueName, backend: engine, registry, path: { sourceKey }, type, batchSize, lockDurationMs },
  connection: queueUrl,
  journals: pool === undefined ? fileJournals(journalsAt.folder) : postgresJournals(pool),
  onEvent: ({ event, message, partition }) => {
    console.log([event, partition, message].join(" "));
  },
});
process.once("SIGTERM", () => void worker.close());
await worker.closed;
await pool?.end();
