import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: { readonly name: string };
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly "timeout-minutes"?: number;
  readonly "continue-on-error"?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly "fail-fast": boolean; readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = ".github/workflows";
const files = await Promise.all(
  (await readdir(folder)).map(async (name) => {
    const text = await readFile(join(folder, name), "utf8");
    return { name, text, workflow: parse(text) as Workflow };
  }),
);

function findWorkflow(file: string): Workflow {
  const found = files.find(({ name }) => name === file);
  if (found === undefined) throw new Error(`There is no ${folder}/${file}.`);
  return found.workflow;
}

function stepsOf(workflow: Workflow): readonly Step[] {
  return Object.values(workflow.jobs).flatMap(({ steps }) => steps);
}

/** The permissions that a job may have: to read, publish pages, open a pull request, publish to npm, or create a release. */
const grants = [
  {},
  { contents: "read" },
  { pages: "write", "id-token": "write" },
  { contents: "write", "pull-requests": "write" },
  { "id-token": "write" },
  { contents: "write" },
];

describe.each(files)("$name", ({ text, workflow }) => {
  test("pins each action to a commit, with its version in a comment", () => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action);
    expect(used.length).toBe(stepsOf(workflow).filter(({ uses }) => uses !== undefined).length);
    for (const action of used)
      expect(action).toMatch(/^(actions\/[a-z-]+|changesets\/action)@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("gives each job a time limit", () => {
    for (const job of Object.values(workflow.jobs)) {
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(45);
    }
  });

  test("runs only existing npm scripts", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
    const named = stepsOf(workflow).flatMap(({ run = "" }) =>
      [...run.matchAll(/npm (?:run ([\w:]+)|(test)\b)/g)].map(([, name, short = ""]) => name ?? short),
    );
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  test("uses no expression in a command, which would allow injection", () => {
    for (const { run = "" } of stepsOf(workflow)) expect(run).not.toContain("${{");
  });

  test("grants each job only known permissions, and does not persist credentials", () => {
    const { permissions, jobs } = workflow;
    expect(permissions).toBeDefined();
    for (const granted of [permissions ?? {}, ...Object.values(jobs).map((job) => job.permissions ?? {})]) {
      expect(grants).toContainEqual(granted);
    }
    const checkouts = stepsOf(workflow).filter(({ uses = "" }) => uses.startsWith("actions/checkout@"));
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ "persist-credentials": false });
  });
});

test("contract.yml compares a pull request with its base commit", () => {
  const workflow = findWorkflow("contract.yml");
  expect(workflow.on).toStrictEqual({ pull_request: { branches: ["main"] } });
  expect(workflow.permissions).toStrictEqual({ contents: "read" });
  expect(stepsOf(workflow)[0]?.with).toMatchObject({ "fetch-depth": 0 });
  expect(stepsOf(workflow).at(-1)).toStrictEqual({
    run: 'npm run contract:diff -- "$BASE" --summary "$GITHUB_STEP_SUMMARY"',
    env: { BASE: "${{ github.event.pull_request.base.sha }}" },
  });
});

test("docs.yml publishes dist/docs of main in a separate job, the only one with permission", () => {
  const workflow = findWorkflow("docs.yml");
  const { build, deploy } = workflow.jobs;
  expect(workflow.on).toStrictEqual({ push: { branches: ["main"] }, workflow_dispatch: null });
  expect(workflow.permissions).toStrictEqual({});
  expect(workflow.concurrency?.group).toBe("github-pages");
  expect(build?.permissions).toStrictEqual({ contents: "read" });
  expect(build?.steps.map(({ run }) => run)).toContain("npm run docs");
  expect(build?.steps.at(-1)).toMatchObject({ with: { path: "dist/docs" } });
  expect(build?.steps.at(-1)?.uses).toMatch(/^actions\/upload-pages-artifact@/);
  expect(deploy?.permissions).toStrictEqual({ pages: "write", "id-token": "write" });
  expect(deploy?.environment?.name).toBe("github-pages");
  expect(deploy?.needs).toBe("build");
  expect(deploy?.steps.at(-1)?.uses).toMatch(/^actions\/deploy-pages@/);
});

test("ci.yml runs npm test on three systems and each supported Node.js, and the full tests on one", () => {
  const workflow = findWorkflow("ci.yml");
  expect(workflow.permissions).toStrictEqual({ contents: "read" });
  expect(workflow.jobs.test?.strategy).toStrictEqual({
    "fail-fast": false,
    matrix: { os: ["ubuntu-latest", "macos-latest", "windows-latest"], node: [20, 22, 24] },
  });
  const runs = Object.entries(workflow.jobs).map(([name, { steps }]) => [name, steps.flatMap(({ run }) => run ?? [])]);
  expect(runs).toStrictEqual([
    ["test", ["npm ci", "npm test"]],
    ["full", ["npm ci", "npm run test:full", "npm run test:consumers"]],
  ]);
  expect(workflow.jobs.full?.env).toHaveProperty("CHROMIUM");
});

test("each workflow that runs the tests requires a browser on Linux only", () => {
  const testing = files.flatMap(({ workflow }) => Object.values(workflow.jobs)).filter(runsTests);
  expect(testing).toHaveLength(3);
  for (const { env = {}, strategy } of testing) {
    expect(env.CHROMIUM).toBe("/usr/bin/google-chrome");
    const isElsewhere = strategy?.matrix.os !== undefined;
    expect(env.REQUIRE_BROWSER).toBe(isElsewhere ? "${{ matrix.os == 'ubuntu-latest' }}" : undefined);
  }
});

function runsTests({ steps }: Job): boolean {
  return steps.some(({ run = "" }) => /\bnpm test\b/.test(run));
}

test("compatibility.yml tests the newest version of each tool weekly, with the locked versions of the others", () => {
  const workflow = findWorkflow("compatibility.yml");
  expect(workflow.on).toStrictEqual({ schedule: [{ cron: "23 4 * * 1" }], workflow_dispatch: null });
  expect(workflow.permissions).toStrictEqual({ contents: "read" });
  expect(workflow.jobs.newest?.strategy).toStrictEqual({
    "fail-fast": false,
    matrix: { tool: ["openapi-typescript", "openapi-fetch", "@redocly/cli", "typescript"] },
  });
  expect(stepsOf(workflow).flatMap(({ run }) => run ?? [])).toStrictEqual([
    "npm ci",
    'npm install --save-exact --force "$TOOL@latest"',
    "npm run generate",
    'git diff --stat >> "$GITHUB_STEP_SUMMARY"',
    "npm test",
  ]);
});

describe("release.yml", () => {
  const workflow = findWorkflow("release.yml");
  const { version, pack, publish, tag } = workflow.jobs;

  test("grants each job its permissions, and the permission to publish only to the job without code of the repository", () => {
    expect(workflow.on).toStrictEqual({ push: { branches: ["main"] } });
    expect(workflow.permissions).toStrictEqual({});
    expect(workflow.concurrency).toStrictEqual({ group: "release", "cancel-in-progress": false });
    expect(version?.permissions).toStrictEqual({ contents: "write", "pull-requests": "write" });
    expect(pack?.permissions).toStrictEqual({ contents: "read" });
    expect(publish?.permissions).toStrictEqual({ "id-token": "write" });
    expect(tag?.permissions).toStrictEqual({ contents: "write" });
    expect(publish?.environment?.name).toBe("npm");
    expect(publish?.steps.flatMap(({ run }) => run ?? [])).toStrictEqual([
      "npm publish ./*.tgz --provenance --access public",
    ]);
  });

  test("publishes the tested tarball, only when there are no changesets and the version is new", () => {
    expect(version?.steps.at(-1)?.with).toMatchObject({ version: "npm run version" });
    expect(pack).toMatchObject({ needs: "version", if: "needs.version.outputs.hasChangesets == 'false'" });
    expect(pack?.steps.flatMap(({ run }) => run ?? []).slice(-2)).toStrictEqual([
      "npm ci && npm run check:release",
      "npm test && npm pack",
    ]);
    expect(publish).toMatchObject({ needs: "pack", if: "needs.pack.outputs.isNew == 'true'" });
    expect(tag?.needs).toStrictEqual(["pack", "publish"]);
  });

  test("uses no secret except the token of the run", async () => {
    const text = await readFile(join(folder, "release.yml"), "utf8");
    expect(text).not.toContain("secrets.");
    expect(text).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
  });
});
