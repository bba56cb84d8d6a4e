import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { inNewFolder } from "../support/contract-copy.ts";
import { ended } from "../support/run.ts";
import { packInto } from "../support/tarball.ts";

const attw = join(
  dirname(createRequire(import.meta.url).resolve("@arethetypeswrong/cli/package.json")),
  "dist/index.js",
);

test("TypeScript resolves the types of each entry of the tarball", async () => {
  await inNewFolder(async (folder) => {
    const { file } = await packInto(folder);
    const others = ["--exclude-entrypoints", "openapi.yaml", "package.json"];
    const { code, stdout } = await ended(spawn(process.execPath, [attw, file, "--format", "json", ...others]));
    const { analysis } = JSON.parse(stdout) as {
      analysis: { entrypoints: Record<string, { resolutions: object }>; problems: readonly unknown[] };
    };
    expect(Object.keys(analysis.entrypoints)).toStrictEqual([
      ...[".", "./bullmq", "./embedded", "./import", "./opentelemetry", "./profiles"],
    ]);
    for (const { resolutions } of Object.values(analysis.entrypoints)) {
      expect(Object.keys(resolutions)).toStrictEqual(["node10", "node16-cjs", "node16-esm", "bundler"]);
    }
    expect(analysis.problems).toStrictEqual([]);
    expect(code).toBe(0);
  });
});
