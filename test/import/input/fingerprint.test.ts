import { appendFile, stat, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { ImportInputError } from "../../../src/import/errors.ts";
import { compareFingerprint, fingerprint } from "../../../src/import/input/fingerprint.ts";
import type { InputFile } from "../../../src/import/input/types.ts";
import { inputFile, inputStream } from "../../support/input-files.ts";
import { thrownBy } from "../../support/thrown.ts";

const long = '{"id":"1"}\n'.repeat(20_000);
const another = "or choose another journal (--journal).";

/** Compares a file before and after a change. */
async function compare(
  before: string,
  change: (file: InputFile) => Promise<unknown>,
  allowed: { readonly grown?: boolean; readonly isGzip?: boolean } = {},
): Promise<string | undefined> {
  const file = await inputFile(before);
  const old = await fingerprint(file);
  await change(file);
  const { size } = await stat(file.path);
  const { grown = false, isGzip = false } = allowed;
  return compareFingerprint({ ...file, size, isGzip }, old, { grown });
}

describe("a file is compared with its fingerprint", () => {
  test.each<[string, string, string, string | undefined]>([
    ["the same", long, long, undefined],
    ["0 bytes", "", "", undefined],
    [
      "another first byte",
      long,
      `[${long.slice(1)}`,
      `patients.ndjson has changed since its import began. Restore it, ${another}`,
    ],
    [
      "another last byte",
      long,
      `${long.slice(0, -1)} `,
      `patients.ndjson has changed since its import began. Restore it, ${another}`,
    ],
    [
      "fewer bytes",
      long,
      long.slice(0, -11),
      `patients.ndjson is smaller than when its import began: 219989 bytes instead of 220000. Restore it, ${another}`,
    ],
    [
      "more bytes",
      long,
      `${long}{}\n`,
      `patients.ndjson has grown since its import began. Set grown (--grown) to import what was added, ${another}`,
    ],
  ])("%s", async (_, before, after, expected) => {
    expect(await compare(before, ({ path }) => writeFile(path, after))).toBe(expected);
  });

  test.each<[string, string, string, string | undefined]>([
    ["appended lines", long, `${long}{}\n`, undefined],
    [
      "another old part",
      long,
      `[${long}\n`,
      `patients.ndjson has changed since its import began. Restore it, ${another}`,
    ],
    [
      "a last line without a line feed",
      long.slice(0, -1),
      `${long.slice(0, -1)}1}\n`,
      "patients.ndjson has grown, but it did not end with a line feed before, so its last line may have changed. Choose another journal (--journal).",
    ],
  ])("grown files are allowed: %s", async (_, before, after, expected) => {
    expect(await compare(before, ({ path }) => writeFile(path, after), { grown: true })).toBe(expected);
  });

  test("gzip may have grown by a member", async () => {
    expect(
      await compare("gzip", ({ path }) => appendFile(path, "gzip"), { grown: true, isGzip: true }),
    ).toBeUndefined();
  });

  test("a stream is known by its name alone", async () => {
    const stream = inputStream([]);
    expect(await fingerprint(stream)).toEqual({ name: "-" });
    expect(await compareFingerprint(stream, { name: "-" }, { grown: false })).toBeUndefined();
    expect(await compareFingerprint(stream, { name: "-", size: 1 }, { grown: false })).toBe(
      "- was a file, and is a stream now. Choose another journal (--journal).",
    );
    expect(await compareFingerprint(await inputFile(long), { name: "-" }, { grown: false })).toBe(
      "patients.ndjson was a stream, and is a file now. Choose another journal (--journal).",
    );
  });

  test("a file that can't be read is an error", async () => {
    const file = await inputFile(long);
    const error = await thrownBy(ImportInputError, () => fingerprint({ ...file, path: `${file.path}.gone` }));
    expect(error.message).toBe("patients.ndjson can't be read (ENOENT). Check the file and its permissions.");
  });
});
