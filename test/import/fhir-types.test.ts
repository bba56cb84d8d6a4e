import { expect, test } from "vitest";
import type { Rejected } from "../../src/import/index.ts";
import { importing } from "../support/imports.ts";

test("FHIR of another type than that of the import is rejected: its ids may be those of other resources", async () => {
  const { run, stored, sent } = await importing([
    { resourceType: "Patient", id: "made-up-1", birthDate: "1980-01-31" },
    { resourceType: "Practitioner", id: "made-up-1" },
    { request: { method: "DELETE", url: "Practitioner/made-up-1" } },
    { resourceType: "Patient", id: "made-up-2" },
    { request: { method: "DELETE", url: "Patient/made-up-2" } },
  ]);
  const rejected: Rejected[] = [];
  const onReject = (record: Rejected) => rejected.push(record);
  expect(await run({ onReject })).toMatchObject({ read: 5, written: 3, rejected: 2 });
  expect(rejected).toMatchObject([2, 3].map((line) => ({ line, path: "resourceType" })));
  expect(stored()).toStrictEqual({ "made-up-1": { birthDate: "1980-01-31" } });
  expect(sent.flat()).toContain("DELETE made-up-2");
});
