import { spawn } from "node:child_process";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inNewFolder } from "../support/contract-copy.ts";
import { npm } from "../support/npm.ts";
import { ended } from "../support/run.ts";
import { packInto } from "../support/tarball.ts";

const { version, dependencies } = JSON.parse(await readFile("package.json", "utf8")) as {
  version: string;
  dependencies: { "openapi-fetch": string };
};

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

/** What is installed and not in the lock: the package, and its one dependency, which it names exactly. */
async function installedBesides(folder: string): Promise<string[]> {
  const [locked = {}, installed = {}] = await Promise.all(
    ["package-lock.json", "node_modules/.package-lock.json"].map(async (file) => {
      const lock = JSON.parse(await readFile(join(folder, file), "utf8")) as Lock;
      return lock.packages;
    }),
  );
  const besides = Object.entries(installed).filter(([path, { version }]) => locked[path]?.version !== version);
  return besides.map(([path, { version }]) => `${path.replace("node_modules/", "")} ${version}`);
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string }>>;
}

test("no lock file says where a package was downloaded from", async () => {
  for (const folder of [".", "bench", "test/consumer", "test/runtimes"]) {
    expect(await readFile(join(folder, "package-lock.json"), "utf8")).not.toContain('"resolved"');
  }
});

describe("a user's strict program, with the tarball and nothing else of ours", () => {
  test(
    "installs, compiles without skipLibCheck under TypeScript 5.9 and 7, and runs",
    { timeout: 180_000 },
    async () => {
      await inNewFolder(async (folder) => {
        const { file } = await packInto(folder);
        await cp("test/consumer", folder, { recursive: true });
        // The lock is that of the program's own tools, and of what openapi-fetch leaves open: of a file it would name where that lies.
        for (const install of [["ci"], ["install", "--no-save", file]]) {
          const installed = await npm([...install, "--prefer-offline", "--no-audit", "--no-fund"], folder);
          expect(installed, installed.stderr).toMatchObject({ code: 0 });
        }
        expect(await installedBesides(folder)).toStrictEqual([
          `clinia-registry-client ${version}`,
          `openapi-fetch ${dependencies["openapi-fetch"]}`,
        ]);
        for (const typescript of ["5.9", "7"]) {
          const tsc = join(folder, `node_modules/typescript-${typescript}/bin/tsc`);
          const out = join(folder, `out-${typescript}`);
          const compiled = await ended(spawn(process.execPath, [tsc, "--project", folder, "--outDir", out]));
          expect(compiled).toStrictEqual({ code: 0, stdout: "", stderr: "" });
          const bundled = ["--module", "esnext", "--moduleResolution", "bundler", "--noEmit"];
          const checked = await ended(spawn(process.execPath, [tsc, "--project", folder, ...bundled]));
          expect(checked).toStrictEqual({ code: 0, stdout: "", stderr: "" });
          const ran = await ended(spawn(process.execPath, [join(out, "program.js")]));
          expect(ran).toStrictEqual({ code: 0, stdout: `${printed.join("\n")}\n`, stderr: "" });
        }
      });
    },
  );
});
