import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { install, runConsumer } from "../consumer/run-consumer.ts";
import { defaultConsumers } from "../consumer/consumers.ts";
import { packInto } from "../support/tarball.ts";

const { version, dependencies } = JSON.parse(await readFile("package.json", "utf8")) as {
  version: string;
  dependencies: { "openapi-fetch": string };
};

/** Returns the installed packages that are not in the lock file: the package and its dependency. */
async function installedOutsideLock(folder: string): Promise<string[]> {
  const [locked = {}, installed = {}] = await Promise.all(
    ["package-lock.json", "node_modules/.package-lock.json"].map(async (file) => {
      const lock = JSON.parse(await readFile(join(folder, file), "utf8")) as Lock;
      return lock.packages;
    }),
  );
  const outside = Object.entries(installed).filter(([path, { version }]) => locked[path]?.version !== version);
  return outside.map(([path, { version }]) => `${path.replace("node_modules/", "")} ${version}`);
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string }>>;
}

// `npm run test:consumers` runs these and more.
describe("a project in which the tarball is installed", () => {
  let folder: string;
  let tarball: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "clinia-registry-client-"));
    tarball = (await packInto(folder)).file;
    await install("common", tarball, join(folder, "common"));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, maxRetries: 10 });
  });

  test("has the package and its one dependency", async () => {
    expect(await installedOutsideLock(join(folder, "common"))).toStrictEqual([
      `clinia-registry-client ${version}`,
      `openapi-fetch ${dependencies["openapi-fetch"]}`,
    ]);
  });

  test.each(defaultConsumers)("works: $name", async (consumer) => {
    await runConsumer(consumer, join(folder, "common"), tarball);
  });
});
