import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: { readonly name: string };
  readonly needs?: string;
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

function workflowOf(file: string): Workflow {
  const found = files.find(({ name }) => name === file);
  if (found === undefined) throw new Error(`There is no ${folder}/${file}.`);
  return found.workflow;
}

function stepsOf(workflow: Workflow): readonly Step[] {
  return Object.values(workflow.jobs).flatMap(({ steps }) => steps);
}

describe.each(files)("$name", ({ text, workflow }) => {
  test("pins each action to a commit, and says which version that is", () => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action);
    expect(used.length).toBe(stepsOf(workflow).filter(({ uses }) => uses !== undefined).length);
    for (const action of used) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("runs npm scripts that there are", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as { scripts: Record<string, string> };
    const named = stepsOf(workflow).flatMap(({ run = "" }) =>
      [...run.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name),
    );
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
  });

  test("puts no text from outside into a command", () => {
    for (const { run = "" } of stepsOf(workflow)) expect(run).not.toContain("${{");
  });

  test("grants nothing but what each job needs, and leaves no token behind", () => {
    const { permissions, jobs } = workflow;
    expect(permissions).toBeDefined();
    for (const granted of [permissions ?? {}, ...Object.values(jobs).map((job) => job.permissions ?? {})]) {
      expect([{}, { contents: "read" }, { pages: "write", "id-token": "write" }]).toContainEqual(granted);
    }
    const checkouts = stepsOf(workflow).filter(({ uses = "" }) => uses.startsWith("actions/checkout@"));
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ "persist-credentials": false });
  });
});

test("contract.yml compares a pull request with the commit that it goes on top of", () => {
  const workflow = workflowOf("contract.yml");
  expect(workflow.on).toStrictEqual({ pull_request: { branches: ["main"] } });
  expect(workflow.permissions).toStrictEqual({ contents: "read" });
  expect(stepsOf(workflow)[0]?.with).toMatchObject({ "fetch-depth": 0 });
  expect(stepsOf(workflow).at(-1)).toStrictEqual({
    run: 'npm run contract:diff -- "$BASE" --summary "$GITHUB_STEP_SUMMARY"',
    env: { BASE: "${{ github.event.pull_request.base.sha }}" },
  });
});

test("docs.yml publishes dist/docs of main, by a job that alone may", () => {
  const workflow = workflowOf("docs.yml");
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
