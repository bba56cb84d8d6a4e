import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { ended, inheritedEnvironment } from "../support/run.ts";

const missing = "/nowhere";
const cases: readonly { packages: string; variables: Record<string, string>; command: string }[] = [
  { packages: "Redis", variables: { REDIS_SERVER: missing }, command: "apt-get install redis-server" },
  { packages: "PostgreSQL", variables: { POSTGRES_VERSIONS: missing }, command: "apt-get install postgresql" },
  {
    packages: "Redis and PostgreSQL",
    variables: { REDIS_SERVER: missing, POSTGRES_VERSIONS: missing },
    command: "apt-get install redis-server postgresql",
  },
];

test.each(cases)(
  "npm run test:cluster without $packages fails, and names what to install",
  async ({ variables, command }) => {
    const argv = [
      resolve("node_modules/vitest/vitest.mjs"),
      "run",
      "--mode",
      "cluster",
      "test/cluster/servers.test.ts",
    ];
    // The run must not add its counts to those of this run.
    const env = {
      ...inheritedEnvironment(),
      ...variables,
      COUNTS_FILE: undefined,
      FORCE_COLOR: undefined,
      NO_COLOR: "1",
    };
    const run = await ended(spawn(process.execPath, argv, { env }));
    expect(run.code).not.toBe(0);
    expect(run.stdout + run.stderr).toContain(`Run: ${command}\n`);
    expect(run.stdout).not.toContain("skipped");
  },
);
