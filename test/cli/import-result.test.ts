import { open } from "node:fs/promises";
import { expect, test } from "vitest";
import { failed, finished, safeMessage, warnings } from "../../src/cli/import/result.ts";
import { ImportInputError, ImportStoppedError } from "../../src/import/index.ts";
import { errorCode } from "../../src/cli/files.ts";
import { InvalidRequestError } from "../../src/index.ts";
import { thrown } from "../support/thrown.ts";

const summary = { read: 2, written: 2, rejected: 0, skipped: 0, open: 0, resumed: 0, unusualIds: 0 };

test.each([
  [summary, 0],
  [{ ...summary, rejected: 1 }, 1],
])("an import that read everything exits with 0, or with 1 when records were rejected", (summary, exitCode) => {
  expect(finished(summary)).toEqual({ summary, exitCode });
});

test.each([
  [new ImportInputError("The journal is of another file."), 2, "The journal is of another file."],
  [new InvalidRequestError({ field: "apiKey", reason: "it is missing" }), 2, /apiKey/],
  [new ImportStoppedError("The disk is full.", "journal"), 3, "The disk is full."],
  [new ImportStoppedError("Stopped.", "aborted"), 130, "Stopped."],
  [await thrown(() => open("missing-7f3a")), 3, /ENOENT/],
  [new TypeError("CANARY"), 3, "The import stopped because of an unexpected TypeError. Run it again to resume."],
  ["CANARY", 3, "The import stopped because of an unexpected error. Run it again to resume."],
])("%o ends an import with %i", (error, exitCode, message) => {
  expect(failed(error)).toMatchObject({ summary: undefined, exitCode, error });
  expect(safeMessage(error)).toMatch(message);
});

test.each([
  [0, []],
  [
    1,
    ["1 record has an unusual id: of one character, of more than 93, or with characters that createResource refuses."],
  ],
  [2_000, [expect.stringMatching(/^2,000 records have an unusual id: /)]],
])("%i unusual ids are a warning", (unusualIds, expected) => {
  expect(warnings({ ...summary, unusualIds })).toEqual(expected);
});

test.each([
  [await thrown(() => open("missing-7f3a")), "ENOENT"],
  [new Error("CANARY"), "unknown error"],
  ["CANARY", "unknown error"],
])("%o has the code that is printed", (error, code) => {
  expect(errorCode(error)).toBe(code);
});
