import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { takenText } from "../../src/cli/import/rejects.ts";
import { addFiles, folderWith, readIn, runIn } from "../support/command.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";

const env = { CLINIA_API_KEY: "key", CLINIA_BASE_URL: "http://localhost", CLINIA_SOURCE_KEY: "ehr-prod" };

/** A folder in which an import has rejected the lines that are not JSON. */
async function imported(lines: readonly string[]) {
  const folder = await folderWith({ "patients.ndjson": lines.map((line) => `${line}\n`).join("") });
  const { fetch } = createEmbeddedRegistry({ taskDurationMs: 0 });
  await runIn(folder, "import patients.ndjson --type patient", { env, fetch });
  return folder;
}

describe("rejects", () => {
  test("prints the first ten rejected records, and all by reason", async () => {
    const folder = await imported(['{"id":"p1"}', ...Array<string>(12).fill("Tremblay-CANARY"), '["CANARY"]']);
    const { code, stdout, stderr } = await runIn(folder, "rejects patients.ndjson");
    const listed = Array.from({ length: 10 }, (_, index) => `patients.ndjson line ${index + 2}: not JSON\n`).join("");
    expect(stdout).toBe(`${listed}… and 3 more\n13 records rejected:\n  12  not JSON\n  1  not an object\n`);
    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  test("says that none was rejected", async () => {
    const folder = await imported(['{"id":"p1"}']);
    expect(await runIn(folder, "rejects patients.ndjson")).toEqual({
      code: 0,
      stdout: "0 records rejected.\n",
      stderr: "",
    });
  });

  test("without a journal, exits with 2 and names it", async () => {
    const folder = await folderWith({ "patients.ndjson": "" });
    const { code, stderr } = await runIn(folder, "rejects patients.ndjson");
    expect(stderr).toContain("patients.ndjson.import");
    expect(code).toBe(2);
  });

  test("--take writes the original lines to a file that only its owner can read", async () => {
    const folder = await imported(['{"id":"p1"}', "Tremblay-CANARY"]);
    expect(await runIn(folder, "rejects patients.ndjson --take out.ndjson")).toEqual({
      code: 0,
      stdout: "Wrote 1 record to out.ndjson, in UTF-8. Fix and import them without --encoding, then delete the file.\n",
      stderr: "",
    });
    expect(await readIn(folder, "out.ndjson")).toBe("Tremblay-CANARY\n");
    expect((await stat(join(folder, "out.ndjson"))).mode & 0o777).toBe(0o600);
  });

  test("--take refuses to overwrite a file", async () => {
    const folder = await imported(["Tremblay-CANARY"]);
    const command = "rejects patients.ndjson --take out.ndjson";
    await runIn(folder, command);
    const { code, stderr } = await runIn(folder, command);
    expect(stderr).toContain("out.ndjson");
    expect(code).toBe(2);
  });

  test("--take accepts the mapping and the secret of the import, which make the ids", async () => {
    const folder = await imported(["Tremblay-CANARY"]);
    await addFiles(folder, { "mapping.mjs": "export default () => [];\n", secret: "7f3a\n" });
    const { code } = await runIn(
      folder,
      "rejects patients.ndjson --take out.ndjson --mapping mapping.mjs --id-secret-file secret",
    );
    expect(code).toBe(0);
  });

  test("--take refuses a mapping that can't be read", async () => {
    const folder = await imported(["Tremblay-CANARY"]);
    const { code, stderr } = await runIn(folder, "rejects patients.ndjson --take out.ndjson --mapping missing.js");
    expect(stderr).toBe("--mapping missing.js: The file can't be read (ENOENT).\n");
    expect(code).toBe(2);
  });

  test.each([
    [
      { taken: 1, superseded: 0, tooLong: 0 },
      "Wrote 1 record to out, in UTF-8. Fix and import them without --encoding, then delete the file.\n",
    ],
    [
      { taken: 1_200, superseded: 1, tooLong: 0 },
      "Wrote 1,200 records to out, in UTF-8. Fix and import them without --encoding, then delete the file.\n" +
        "1 record was left out: a later record with the same id was written, and an older one would replace it.\n",
    ],
    [{ taken: 0, superseded: 2, tooLong: 0 }, /^Wrote 0 records to out, .*\n2 records were left out: /],
  ])("--take says how many records it wrote and left out: %o", (taken, text) => {
    expect(takenText(taken, "out")).toMatch(text);
  });
});
