import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { runScript } from "../support/run.ts";

/** Returns the output in the first comment of an example. */
function documentedOutput(code: string): string | undefined {
  const [, lines] = /^ \* Prints:\n(.*?)^ \*\/$/ms.exec(code) ?? [];
  return lines?.replaceAll(/^ \* {3}/gm, "");
}

const files = (await readdir("examples")).filter((name) => name.endsWith(".ts"));
const examples = await Promise.all(
  files.map(async (name) => ({ file: `examples/${name}`, code: await readFile(`examples/${name}`, "utf8") })),
);
const printing = examples.filter(({ code }) => documentedOutput(code) !== undefined);
const tests = examples.filter(({ code }) => documentedOutput(code) === undefined);

// Concurrent, because each example compiles its imports.
describe.concurrent("with the built package", () => {
  test.each(printing)("$file prints the output in its comment", async ({ file, code }) => {
    const { stdout, ...end } = await runScript([file]);
    expect(end).toStrictEqual({ code: 0, stderr: "" });
    expect(stdout.replaceAll(/_\w{27}\b/g, "_…")).toBe(documentedOutput(code));
  });

  test("examples/test-your-code.test.ts passes", async () => {
    expect(tests.map(({ file }) => file)).toStrictEqual(["examples/test-your-code.test.ts"]);
    const { code, stdout } = await runScript(["examples/test-your-code.test.ts"]);
    expect(code).toBe(0);
    expect(
      [...stdout.matchAll(/^(?:#|ℹ) (pass|fail) (\d+)$/gm)].map(([, result, count]) => [result, count]),
    ).toStrictEqual([
      ["pass", "3"],
      ["fail", "0"],
    ]);
  });
});

describe("each example", () => {
  test.each(examples)("$file says how to run it, and imports the package by name", ({ file, code }) => {
    expect(code).toMatch(/^\/\*\*\n/);
    expect(code).toContain(` * Run in a clone: npm run build, then npx jiti ${file}\n`);
    const imported = [...code.matchAll(/ from "([^"]+)";$/gm)].map(([, name = ""]) => name);
    expect(imported).toContain("clinia-registry-client/embedded");
    const isOwn = (name: string) => name.startsWith(".") && name !== "./profiles/clinia.gen.ts";
    expect(imported.filter(isOwn)).toStrictEqual([]);
  });

  test.each(examples)("$file is in the table of examples/README.md", async ({ file }) => {
    expect(await readFile("examples/README.md", "utf8")).toContain(`(${file.replace("examples/", "")})`);
  });
});
