import { EventEmitter } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { folderWith, readIn, runIn } from "../support/command.ts";

const canary = "Tremblay-CANARY";
const patients = `${JSON.stringify({ id: "p1", name: canary })}\n`;
const env = { CLINIA_API_KEY: "key", CLINIA_BASE_URL: "http://localhost", CLINIA_SOURCE_KEY: "ehr-prod" };

describe("a command does not replace a file of the user", () => {
  test.each([
    ["the extract by metrics", "import p.ndjson --type patient --embedded --metrics p.ndjson"],
    ["the extract by rejected records", "import p.ndjson --type patient --rejects p.ndjson"],
    ["the extract by the journal", "import p.ndjson --type patient --journal p.ndjson"],
    ["the extract by the places of missing records", "verify p.ndjson --type patient --missing p.ndjson"],
    ["the extract by lines that are taken", "rejects p.ndjson --journal j.import --take p.ndjson"],
  ])("%s", async (_, command) => {
    const folder = await folderWith({ "p.ndjson": patients });
    const refuse = () => Promise.resolve(new Response("{}", { status: 401 }));
    await runIn(folder, "import p.ndjson --type patient --journal j.import", { env, fetch: refuse });
    const { code, stdout } = await runIn(folder, command, { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(await readIn(folder, "p.ndjson")).toBe(patients);
  });

  test("but metrics of an earlier run, and an empty file", async () => {
    const folder = await folderWith({ "p.ndjson": patients, "import.prom": "" });
    const command = "import p.ndjson --type patient --embedded --metrics import.prom";
    expect(await runIn(folder, command)).toMatchObject({ code: 0 });
    expect(await runIn(folder, command)).toMatchObject({ code: 0 });
  });
});

test("a mapping that reads invalid JSON while it is loaded shows none of it", async () => {
  const mapping = `JSON.parse(${JSON.stringify(canary)});\nexport default () => undefined;\n`;
  const folder = await folderWith({ "p.ndjson": patients, "mapping.mjs": mapping });
  const { code, stderr } = await runIn(folder, "import p.ndjson --dry-run --mapping mapping.mjs");
  expect(stderr).toMatch(/The module can't be loaded\. It throws SyntaxError(?: at line 1)?\.\n$/);
  expect(code).toBe(2);
});

test("an error that a mapping does not handle ends the command with 3, and without data", async () => {
  const output = { text: "" };
  const stream = () => Object.assign(new EventEmitter(), { write: (text: string) => (output.text += text) });
  const exit = vi.fn<(code: number) => void>();
  const process = Object.assign(new EventEmitter(), {
    ...{ argv: ["node", "clinia-registry", "--version"], env: {}, stdout: stream(), stderr: stream(), exit },
    exitCode: undefined as number | undefined,
    cwd: () => ".",
  });
  const done = main(process);
  process.emit("uncaughtException", new Error(canary));
  await done;
  expect(exit).toHaveBeenCalledExactlyOnceWith(3);
  expect(output.text).toContain("an error that no code handles");
  expect(output.text).not.toContain(canary);
  expect(process.listenerCount("uncaughtException")).toBe(0);
});
