import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { runIn } from "../support/command.ts";

const folder = "examples/cluster";
const files = ["compose.yaml", "kubernetes.yaml", "indexed-job.yaml"];

interface Container {
  readonly args: readonly string[];
  readonly resources: { readonly limits: object };
  readonly securityContext: object;
  readonly volumeMounts: readonly { readonly name: string; readonly subPathExpr?: string }[];
}

interface PodSpec {
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: object;
  readonly containers: readonly [Container];
  readonly volumes: readonly { readonly name: string }[];
}

interface Manifest {
  readonly kind: string;
  readonly spec?: { readonly template?: { readonly spec: PodSpec } };
}

interface Service {
  readonly user?: string;
  readonly command?: readonly string[];
  readonly read_only: boolean;
  readonly cap_drop: readonly string[];
  readonly mem_limit: string;
  readonly cpus: number;
  readonly env_file: string;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
}

const read = (name: string) => readFile(join(folder, name), "utf8");

async function parse(name: string): Promise<unknown[]> {
  const documents = parseAllDocuments(await read(name), { merge: true });
  expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toStrictEqual([]);
  return documents.map((document) => document.toJS() as unknown);
}

async function pods(name: string): Promise<{ readonly manifest: Manifest; readonly pod: PodSpec }[]> {
  const manifests = (await parse(name)) as Manifest[];
  return manifests.flatMap((manifest) => {
    const pod = manifest.spec?.template?.spec;
    return pod === undefined ? [] : [{ manifest, pod }];
  });
}

/** The arguments of `clinia-registry` in the files. */
async function commands(): Promise<(readonly string[])[]> {
  const [compose] = (await parse("compose.yaml")) as [ComposeFile];
  const services = Object.entries(compose.services).filter(([name]) => name !== "postgres");
  const containers = (await pods("kubernetes.yaml")).map(({ pod }) => pod.containers[0].args);
  return [...services.map(([, { command = [] }]) => command), ...containers];
}

describe("examples/cluster", () => {
  test.each(files)("%s says that it was parsed, and not run", async (name) => {
    expect(await read(name)).toMatch(/^#.*Parsed by a test, not run by it\.$/m);
  });

  test.each([...files, "Dockerfile"])("%s pins its images, and has no key or password", async (name) => {
    const text = await read(name);
    const images = [...text.matchAll(/^(?:FROM|\s*(?:- )?image:) (\S+)/gm)].map(([, image = ""]) => image);
    expect(images.length).toBeGreaterThan(0);
    for (const image of images) expect(image).toMatch(/^[a-z./-]+:\d+\.\d+[\w.-]*$/);
    const code = text.replaceAll(/^\s*#.*$/gm, "");
    expect(code).not.toMatch(/PASSWORD|:\/\/|stringData/);
    expect(code).not.toMatch(/API_KEY(?:=|: *\S)/);
  });

  test("each command of clinia-registry exists, and has the options and variables that it is given", async () => {
    const env = { CLINIA_API_KEY: "any", CLINIA_WORKSPACE_ID: "made-up", CLINIA_SOURCE_KEY: "ehr-prod" };
    const runs = await Promise.all((await commands()).map((argv) => runIn(".", argv.join(" "), { env })));
    for (const { code, stderr } of runs) {
      expect(stderr).toMatch(/CLINIA_(?:QUEUE|JOURNALS)_URL/);
      expect({ code, stderr }).toStrictEqual({ code: 2, stderr: expect.not.stringContaining("unknown") as string });
    }
    const help = await Promise.all(
      ["import", "enqueue", "worker", "report"].map((name) => runIn(".", `${name} --help`)),
    );
    const known = help.map(({ stdout }) => stdout).join("");
    for (const name of files) {
      for (const [variable] of (await read(name)).matchAll(/CLINIA_[A-Z_]+/g)) expect(known).toContain(` ${variable} `);
    }
  });

  test("compose.yaml starts three workers after the import is enqueued, which waits for PostgreSQL", async () => {
    const [{ services }] = (await parse("compose.yaml")) as [ComposeFile];
    expect(services).toMatchObject({
      postgres: { healthcheck: { test: ["CMD", "pg_isready", "--username", "imports", "--dbname", "imports"] } },
      enqueue: { depends_on: { postgres: { condition: "service_healthy" } }, restart: "on-failure" },
      worker: {
        depends_on: { enqueue: { condition: "service_completed_successfully" } },
        ...{ deploy: { replicas: 3 }, stop_grace_period: "2m" },
      },
      report: { profiles: ["report"] },
    });
    for (const service of Object.values(services)) {
      const { read_only: isReadOnly, cap_drop: dropped, mem_limit: memory, cpus, env_file: variables } = service;
      expect({ isReadOnly, dropped, cpus }).toStrictEqual({ isReadOnly: true, dropped: ["ALL"], cpus: 1 });
      expect(memory).toMatch(/^\d+[mg]$/);
      expect(variables).toBe(service === services["postgres"] ? "postgres.env" : "import.env");
    }
    expect(services["postgres"]?.user).toBe("postgres");
    expect(await read("Dockerfile")).toMatch(/^USER 10001:10001\n.*\nENTRYPOINT \["clinia-registry"\]$/ms);
  });

  test.each(["kubernetes.yaml", "indexed-job.yaml"])(
    "%s runs without root, on a read-only file system, with limits, and with time for SIGTERM",
    async (name) => {
      const found = await pods(name);
      expect(found.map(({ manifest }) => manifest.kind)).toStrictEqual(
        name === "kubernetes.yaml" ? ["Deployment", "Job"] : ["Job"],
      );
      for (const { pod } of found) {
        const [container] = pod.containers;
        expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 10001 });
        expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(30);
        expect(container.securityContext).toStrictEqual({
          ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
        });
        expect(container.resources.limits).toStrictEqual({
          ...{ cpu: expect.any(String) as string, memory: expect.stringMatching(/^\d+Mi$/) as string },
        });
        const names = pod.volumes.map((volume) => volume.name);
        expect(container.volumeMounts.map((mount) => mount.name).sort()).toStrictEqual([...names].sort());
      }
    },
  );

  test("indexed-job.yaml gives each part a folder of its own for its journal", async () => {
    const [found] = await pods("indexed-job.yaml");
    expect(found?.manifest.spec).toMatchObject({ completionMode: "Indexed", completions: 4, backoffLimitPerIndex: 6 });
    const [container] = found?.pod.containers ?? [];
    const journals = container?.volumeMounts.find(({ name }) => name === "journals");
    expect(journals?.subPathExpr).toBe("part-$(JOB_COMPLETION_INDEX)");
    expect(container?.args[0]).toContain('--shard "$((JOB_COMPLETION_INDEX + 1))/4"');
  });
});
