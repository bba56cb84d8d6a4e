import { spawn, type ChildProcess } from "node:child_process";
import { access, chmod, constants, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseAllDocuments } from "yaml";
import type { EmbeddedRegistry, EmbeddedRegistryOptions } from "../../src/embedded/index.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { runBuiltCommand } from "../support/guide-page.ts";
import { ended, inheritedEnvironment } from "../support/run.ts";

const folder = "examples/import";
const header = "number,family,given,birth_date";
const path = { sourceKey: "ehr-prod", resourceType: "patient" };

interface Night {
  readonly embedded: EmbeddedRegistry;
  /** Writes an extract; each row is a line of CSV. */
  readonly extract: (name: string, ...rows: string[]) => Promise<void>;
  readonly removeExtract: (name: string) => Promise<void>;
  /** Starts nightly.sh as systemd does, with variables and no arguments. */
  readonly start: (environment?: Record<string, string>) => ChildProcess;
  readonly journals: () => Promise<string[]>;
  readonly journal: (name: string) => Promise<string>;
}

/** Runs `work` with folders of extracts and journals, the built command in the PATH, and a registry over HTTP. */
async function atNight(work: (night: Night) => Promise<void>, options: EmbeddedRegistryOptions = {}): Promise<void> {
  const embedded = createEmbeddedRegistry({ apiKey: "the key", ...options });
  const { url } = await embedded.listen();
  onTestFinished(() => embedded.close());
  await inNewFolder(async (root) => {
    for (const name of ["bin", "extracts", "journals"]) await mkdir(join(root, name));
    const command = `#!/bin/sh\nexec '${process.execPath}' '${resolve("dist/cli/index.js")}' "$@"\n`;
    await writeFile(join(root, "bin/clinia-registry"), command);
    await chmod(join(root, "bin/clinia-registry"), 0o755);
    const environment = {
      ...{ PATH: `${join(root, "bin")}:${process.env.PATH ?? ""}`, MAPPING: resolve(folder, "patients.mjs") },
      ...{ EXTRACTS: join(root, "extracts"), JOURNALS: join(root, "journals") },
      ...{ CLINIA_BASE_URL: url, CLINIA_API_KEY: "the key", CLINIA_SOURCE_KEY: "ehr-prod" },
    };
    await work({
      embedded,
      extract: (name, ...rows) => writeFile(join(root, "extracts", name), [header, ...rows, ""].join("\n")),
      removeExtract: (name) => rm(join(root, "extracts", name)),
      start: (more = {}) => {
        const env = { ...inheritedEnvironment(), ...environment, ...more };
        return spawn("sh", [resolve(folder, "nightly.sh")], { env, stdio: ["ignore", "pipe", "pipe"] });
      },
      journals: async () => (await readdir(join(root, "journals"))).sort(),
      journal: (name) => readFile(join(root, "journals", name), "utf8").catch(() => ""),
    });
  });
}

function familyOf(embedded: EmbeddedRegistry, id: string): string | undefined {
  const data = embedded.resources(path).find((resource) => resource.id === id)?.data;
  return (data as { name: { family: string }[] } | undefined)?.name[0]?.family;
}

describe("examples/import/nightly.sh", () => {
  test("imports the extracts in the order of their names, each once, and removes the journals of deleted extracts", async () => {
    await atNight(async ({ embedded, extract, removeExtract, start, journals }) => {
      await extract("patients-2026-11-28.csv", "1,Newer,,", "2,Roy,,31.01.1980");
      await extract("patients-2026-11-27.csv", "1,Older,,", "3,Gagnon,,");
      const refused = await ended(start({ CLINIA_API_KEY: "another key" }));
      expect(refused.code).toBe(3);
      expect(embedded.resources(path)).toHaveLength(0);
      expect(await ended(start())).toMatchObject({ code: 1 });
      expect(familyOf(embedded, "north-clinic-1")).toBe("Newer");
      expect(embedded.resources(path)).toHaveLength(2);
      const newer = "patients-2026-11-28.csv";
      expect(await journals()).toStrictEqual([
        ...["patients-2026-11-27.csv.import", "patients-2026-11-27.csv.import.done"],
        ...[`${newer}.import`, `${newer}.import.done`, `${newer}.rejects.ndjson`],
      ]);
      await removeExtract(newer);
      expect(await ended(start())).toStrictEqual({ code: 0, stdout: "", stderr: "" });
      expect(await journals()).toStrictEqual([
        ...["patients-2026-11-27.csv.import", "patients-2026-11-27.csv.import.done"],
      ]);
    });
  });

  test("finishes the bulks in progress when it receives SIGTERM, and imports no further extract", async () => {
    await atNight(
      async ({ embedded, extract, start, journals, journal }) => {
        await extract("patients-2026-11-27.csv", "1,Roy,,");
        await extract("patients-2026-11-28.csv", "2,Roy,,");
        const running = start({ SHARD: "1/1" });
        // Tasks end only after the import has received the signal, which the shell forwards.
        running.stderr?.on("data", (text: Buffer) => {
          if (text.toString().includes("Stopping.")) void embedded.completeTasks();
        });
        const end = ended(running);
        await expect.poll(() => journal("patients-2026-11-27.csv.import")).toContain('"sent"');
        running.kill("SIGTERM");
        expect(await end).toMatchObject({ code: 130 });
        expect(embedded.resources(path)).toHaveLength(1);
        expect((await journals()).join(" ")).not.toContain("patients-2026-11-28");
      },
      { taskDurationMs: Infinity },
    );
  });

  test("uses options that the command has, and no key on the command line", async () => {
    const script = await readFile(join(folder, "nightly.sh"), "utf8");
    const options = new Set([...script.matchAll(/ (--[a-z-]+) /g)].map(([, option = ""]) => option));
    const { stdout } = await runBuiltCommand(["import", "--help"], ".");
    for (const option of options) expect(stdout).toContain(` ${option} `);
    expect(script).not.toContain("API_KEY");
    await access(join(folder, "nightly.sh"), constants.X_OK);
  });
});

interface Unit {
  readonly file: string;
  readonly values: (name: string) => string[];
}

async function readUnit(name: string): Promise<Unit> {
  const text = await readFile(join(folder, name), "utf8");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  for (const line of lines) expect(line).toMatch(/^(?:\[(?:Unit|Service|Timer|Install)\]|[A-Z]\w+=.*)$/);
  return {
    file: name,
    values: (key) => lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1)),
  };
}

describe("the units of systemd", () => {
  test.each(["import.service", "import@.service"])(
    "%s keeps the journals, the key and the exit codes",
    async (name) => {
      const { values } = await readUnit(name);
      const journals = name === "import.service" ? "clinia-import" : "clinia-import-%i";
      expect(values("StateDirectory")).toStrictEqual([journals]);
      expect(values("ExecStart")).toStrictEqual(["/etc/clinia-import/nightly.sh"]);
      expect(values("EnvironmentFile")).toStrictEqual(["/etc/clinia-import/import.env"]);
      expect(values("Environment").join(" ")).not.toMatch(/CLINIA_|KEY=/);
      // A restart resumes what stopped. It can't help what ended with 1 or 2.
      expect(values("Restart")).toStrictEqual(["on-failure"]);
      expect(values("RestartPreventExitStatus")).toStrictEqual(["1 2"]);
      expect(values("SuccessExitStatus")).toStrictEqual(["130"]);
      expect(values("KillMode")).toStrictEqual(["mixed"]);
    },
  );

  test("import@.service imports one part, with journals of its own", async () => {
    const { values } = await readUnit("import@.service");
    expect(values("Environment")).toStrictEqual(["SHARD=%i/4 JOURNALS=/var/lib/clinia-import-%i"]);
  });

  test("import.timer starts import.service every night", async () => {
    const { values } = await readUnit("import.timer");
    expect(values("OnCalendar")).toHaveLength(1);
    expect(values("Persistent")).toStrictEqual(["true"]);
  });
});

test("cronjob.yaml mounts its volumes, and takes the key from a secret", async () => {
  const documents = parseAllDocuments(await readFile(join(folder, "cronjob.yaml"), "utf8"));
  expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toStrictEqual([]);
  const [cronJob, claim] = documents.map((document) => document.toJS() as Record<string, unknown>);
  const volumes = [
    { name: "scripts", configMap: { name: "clinia-import" } },
    { name: "extracts", persistentVolumeClaim: { claimName: "extracts" } },
    { name: "journals", persistentVolumeClaim: { claimName: "clinia-import-journals" } },
  ];
  const container = {
    command: ["sh", "/etc/clinia-import/nightly.sh"],
    envFrom: [{ secretRef: { name: "clinia-import" } }],
    volumeMounts: volumes.map(({ name }) => expect.objectContaining({ name }) as unknown),
  };
  expect(cronJob).toMatchObject({
    apiVersion: "batch/v1",
    kind: "CronJob",
    spec: {
      concurrencyPolicy: "Forbid",
      jobTemplate: {
        spec: {
          podFailurePolicy: { rules: [{ action: "FailJob", onExitCodes: { values: [1, 2] } }, { action: "Ignore" }] },
          template: { spec: { restartPolicy: "Never", containers: [container], volumes } },
        },
      },
    },
  });
  expect(claim).toMatchObject({ kind: "PersistentVolumeClaim", metadata: { name: "clinia-import-journals" } });
});
