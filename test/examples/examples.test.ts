import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { runScript } from "../support/run.ts";

/** The example's own word on what it prints. Ids differ from run to run. */
function promised(code: string): string | undefined {
  const [, lines] = /^ \* Prints:\n(.*?)^ \*\/$/ms.exec(code) ?? [];
  return lines?.replaceAll(/^ \* {3}/gm, "");
}

const files = (await readdir("examples")).filter((name) => name.endsWith(".ts"));
const examples = await Promise.all(
  files.map(async (name) => ({ file: `examples/${name}`, code: await readFile(`examples/${name}`, "utf8") })),
);
const printing = examples.filter(({ code }) => promised(code) !== undefined);
const tests = examples.filter(({ code }) => promised(code) === undefined);

// Each of them compiles all that it runs.
describe.concurrent("examples, with the built package", { timeout: 120_000 }, () => {
  test.each(printing)("$file prints what it says", async ({ file, code }) => {
    const { stdout, ...end } = await runScript([file]);
    expect(end).toStrictEqual({ code: 0, stderr: "" });
    expect(stdout.replaceAll(/_\w{27}\b/g, "_…")).toBe(promised(code));
  });

  test("the one that is a test of its own passes", async () => {
    expect(tests.map(({ file }) => file)).toStrictEqual(["examples/test-your-code.test.ts"]);
    const { code, stdout } = await runScript(["examples/test-your-code.test.ts"]);
    expect(code).toBe(0);
    expect([...stdout.matchAll(/^(?:#|ℹ) (pass|fail) (\d+)$/gm)].map(([, what, count]) => [what, count])).toStrictEqual(
      [
        ["pass", "3"],
        ["fail", "0"],
      ],
    );
  });
});

describe("each example", () => {
  test.each(examples)("$file is told how to run, and imports the package as a user does", ({ file, code }) => {
    expect(code).toMatch(/^\/\*\*\n/);
    expect(code).toContain(` * Run: npm run build, then npx jiti ${file}\n`);
    const imported = [...code.matchAll(/ from "([^"]+)";$/gm)].map(([, name = ""]) => name);
    expect(imported).toContain("clinia-registry-client/embedded");
    expect(imported.filter((name) => name.startsWith("."))).toStrictEqual([]);
  });

  test.each(examples)("$file stands in the table of them", async ({ file }) => {
    expect(await readFile("examples/README.md", "utf8")).toContain(`(${file.replace("examples/", "")})`);
  });
});
