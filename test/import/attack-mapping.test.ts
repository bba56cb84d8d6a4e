import { expect, test } from "vitest";
import { ImportInputError, type ImportMapping } from "../../src/import/index.ts";
import { upsertOperation } from "../../src/index.ts";
import { importing, patients } from "../support/imports.ts";

const canary = "Tremblay";
const trap = { get: () => raise(new Error(canary)) };

function raise(value: unknown): never {
  throw value;
}

test.each<[what: string, map: ImportMapping, code: string]>([
  ["the record itself, which has a name", (record) => raise(record), "Error"],
  ["a string", ({ name }) => raise(name), "Error"],
  ["an error with the name of a patient", ({ name }) => raise(Object.assign(new Error(), { name })), "Error"],
  ["an object whose getters throw", () => raise(new Proxy({}, trap)), "Error"],
  [
    "an error with a message of several lines",
    ({ name }) => raise(new TypeError(`${String(name)}\n    at ${String(name)}.js:1:2`)),
    "TypeError",
  ],
  ["a promise that rejects with the record", (record) => Promise.resolve().then(() => raise(record)), "Error"],
])("a mapping that throws %s shows no data, and its record is rejected", async (_, map, code) => {
  const { run, rejects, journal } = await importing([{ id: canary, name: canary }]);
  const shown: unknown[] = [];
  expect(await run({ map, onReject: (rejected) => shown.push(rejected) })).toMatchObject({ read: 1, rejected: 1 });
  expect(await rejects()).toMatchObject([{ code }]);
  expect(JSON.stringify([shown, await rejects(), await journal()])).not.toContain(canary);
});

test("a mapping that returns the same object for each record writes none of them", async () => {
  const { run, sent } = await importing(patients(3));
  const operation = upsertOperation("patient", "made-up", {});
  const map: ImportMapping = ({ id }) =>
    Object.assign(operation, { upsert: { type: "patient", id: String(id), data: {} } });
  await expect(run({ map })).rejects.toBeInstanceOf(ImportInputError);
  await expect(run({ map, dryRun: true })).rejects.toBeInstanceOf(ImportInputError);
  expect(sent).toStrictEqual([]);
});
