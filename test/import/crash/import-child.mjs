/**
 * Imports a file with the built package: `node import-child.mjs '{ "url", "file", … }'`. Prints the summary or the error as JSON, and
 * exits with the code of the command. With `postgres: { url, name }`, the journal is in PostgreSQL.
 */
import { createRegistryClient, deleteOperation, upsertOperation } from "../../../dist/index.js";
import { importFiles, postgresJournals, skip } from "../../../dist/import/index.js";

const { url, file, postgres, ...options } = JSON.parse(process.argv[2]);
const registry = createRegistryClient({ baseUrl: url, apiKey: "key-of-the-crashes", retry: { backoffMs: 5 } });

function map({ id, twin, ...data }) {
  if (data.kill === true) process.kill(process.pid, "SIGKILL");
  if (data.skip === true) return skip();
  if (twin !== undefined) return [id, twin].map((each) => upsertOperation("patient", each, data));
  return data.deleted === true ? deleteOperation("patient", id) : upsertOperation("patient", id, data);
}

const rejected = [];
const pool =
  postgres === undefined ? undefined : new (await import("pg")).default.Pool({ connectionString: postgres.url });
try {
  if (pool !== undefined) {
    const journals = postgresJournals(pool);
    await journals.define({ name: postgres.name, partitions: 1 });
    options.rejects = options.journal.replace(/import$/, "rejects.ndjson");
    options.journal = await journals.open(postgres.name, 1);
  }
  const onReject = (record) => rejected.push(record);
  const summary = await importFiles(registry, { sourceKey: "ehr-prod" }, [file], { map, onReject, ...options });
  print({ summary, rejected });
  process.exitCode = summary.rejected > 0 ? 1 : 0;
} catch (error) {
  const { name, message, reason, summary } = error;
  if (name !== "ImportInputError" && name !== "ImportStoppedError") throw error;
  print({ name, message, reason, summary, rejected });
  process.exitCode = name === "ImportInputError" ? 2 : 3;
} finally {
  await pool?.end();
}

function print(result) {
  const peakBytes = process.resourceUsage().maxRSS * 1_024;
  console.log(JSON.stringify({ ...result, peakBytes }));
}
