import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consume, install } from "../consumer/consume.ts";
import { first, others } from "../consumer/consumers.ts";
import { packInto } from "../support/tarball.ts";

const { version, dependencies } = JSON.parse(await readFile("package.json", "utf8")) as {
  version: string;
  dependencies: { "openapi-fetch": string };
};

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
  const consumers = [...new Set([...first, ...others].map(({ tools }) => `test/consumer/${tools}`))];
  expect(consumers).toHaveLength(3);
  for (const folder of [".", "bench", "test/runtimes", ...consumers]) {
    expect(await readFile(join(folder, "package-lock.json"), "utf8")).not.toContain('"resolved"');
  }
});

// `npm run test:consumers` has these and the others.
describe("a user's project, with the tarball and nothing else of ours", { timeout: 180_000 }, () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "clinia-registry-client-"));
    await install("first", (await packInto(folder)).file, join(folder, "first"));
  }, 180_000);

  afterAll(async () => {
    await rm(folder, { recursive: true, maxRetries: 10 });
  });

  test("has the package and its one dependency", async () => {
    expect(await installedBesides(join(folder, "first"))).toStrictEqual([
      `clinia-registry-client ${version}`,
      `openapi-fetch ${dependencies["openapi-fetch"]}`,
    ]);
  });

  test.each(first)("does what it should: $name", async (consumer) => {
    await consume(consumer, join(folder, "first"));
  });
});
