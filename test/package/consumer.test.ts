import { spawn } from "node:child_process";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inNewFolder } from "../support/contract-copy.ts";
import { npm } from "../support/npm.ts";
import { ended } from "../support/run.ts";
import { packInto } from "../support/tarball.ts";

const printed = [
  "PERSISTED Tremblay",
  "function function",
  "ACCEPTED SUCCESS",
  "SUCCESS",
  "SUCCESS",
  "ApiError 409 ALREADY_EXISTS not-done",
  "oneOf 27",
  "# The co clinia-registry-client",
];

describe("a user's strict program, with the tarball and nothing else of ours", () => {
  test(
    "installs, compiles without skipLibCheck under TypeScript 5.9 and 7, and runs",
    { timeout: 180_000 },
    async () => {
      await inNewFolder(async (folder) => {
        const { file } = await packInto(folder);
        await cp("test/consumer", folder, { recursive: true });
        // The lock is that of the program's own tools: of a file it would name where the file lies.
        for (const install of [["ci"], ["install", "--no-save", file]]) {
          const installed = await npm([...install, "--prefer-offline", "--no-audit", "--no-fund"], folder);
          expect(installed, installed.stderr).toMatchObject({ code: 0 });
        }
        for (const version of ["5.9", "7"]) {
          const tsc = join(folder, `node_modules/typescript-${version}/bin/tsc`);
          const out = join(folder, `out-${version}`);
          const compiled = await ended(spawn(process.execPath, [tsc, "--project", folder, "--outDir", out]));
          expect(compiled).toStrictEqual({ code: 0, stdout: "", stderr: "" });
          const ran = await ended(spawn(process.execPath, [join(out, "program.js")]));
          expect(ran).toStrictEqual({ code: 0, stdout: `${printed.join("\n")}\n`, stderr: "" });
        }
      });
    },
  );
});
