import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const entries = ["dist/profiles/index.js", "dist/profiles/index.cjs"];

test.each(entries)("%s has no dependencies, and generates no code", async (file) => {
  const code = await readFile(file, "utf8");
  expect(code).not.toMatch(/\b(?:import|require)\b|\bnew Function\b|\beval\b/);
});

test("Profiles are checked where code generation is forbidden, as in Cloudflare Workers", async () => {
  const program = `
    import { defineProfiles } from "./dist/profiles/index.js";
    const profiles = defineProfiles({ patient: { properties: { birthDate: { type: "date" } } } });
    console.log(JSON.stringify(profiles.check("patient", { data: { birthDate: "yesterday" } })));`;
  const flags = ["--disallow-code-generation-from-strings", "--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  expect(JSON.parse(stdout)).toEqual([
    { path: "data.birthDate", message: "must be a day, a month or a year, such as 2020-02-29, 2020-02 or 2020" },
  ]);
});
