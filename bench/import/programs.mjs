/**
 * A program that reads a file of records in one of several ways: `node programs.js <way> <base URL> <file> <count> <journal>`. It sends
 * its time and memory to the parent process. It throws when a record was not written, or not checked.
 */
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { createRegistryClient, upsertOperation, writeResources } from "clinia-registry-client";
import { importFiles } from "clinia-registry-client/import";
import { profiles } from "../dist/generated/clinia.gen.ts";
import { apiKey, sourceKey } from "../writes/operations.ts";

/** Each resolves with the number of records. */
const ways = { import: importFile, dryRun, write: writeRecords, check: checkRecords };

const [way, baseUrl, file, count, journal] = process.argv.slice(2);
const type = "patient";
const registry = createRegistryClient({ baseUrl, apiKey });

const start = performance.now();
const done = await ways[way]();
const seconds = (performance.now() - start) / 1_000;
if (done !== Number(count)) throw new Error(`${done} of ${count} records were written or checked.`);
const { user, system } = process.cpuUsage();
const peakBytes = process.resourceUsage().maxRSS * 1_024;
process.send({ seconds, cpuSeconds: (user + system) / 1e6, peakBytes });

async function importFile() {
  const { written } = await importFiles(registry, { sourceKey }, [file], { type, journal });
  return written;
}

async function dryRun() {
  const { written } = await importFiles(registry, { sourceKey }, [file], { type, profiles, dryRun: true });
  return written;
}

/** The baseline: the file is split and parsed, and given to `writeResources`, without a journal. */
async function writeRecords() {
  let written = 0;
  const outcomes = writeResources(registry, { sourceKey }, operations(), { deadlineMs: 600_000 });
  for await (const { ok } of outcomes) written += ok ? 1 : 0;
  return written;
}

async function* operations() {
  for await (const { id, ...data } of records()) yield upsertOperation(type, id, data);
}

/** The baseline of a dry run: the file is split, parsed and checked. */
async function checkRecords() {
  let valid = 0;
  for await (const { id, ...data } of records()) valid += profiles.check(type, { id, data }).length === 0 ? 1 : 0;
  return valid;
}

/** Yields the records of an NDJSON file. Splits bytes, because a line feed is one byte in UTF-8. */
async function* records() {
  const stream = createReadStream(file);
  let rest = Buffer.alloc(0);
  for await (const chunk of file.endsWith(".gz") ? stream.pipe(createGunzip()) : stream) {
    const bytes = Buffer.concat([rest, chunk]);
    let lineStart = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, lineStart)) {
      yield JSON.parse(bytes.toString("utf8", lineStart, end));
      lineStart = end + 1;
    }
    rest = bytes.subarray(lineStart);
  }
}
