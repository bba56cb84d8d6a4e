import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allConsumers } from "../consumer/consumers.ts";
import { toolsFolder } from "../consumer/run-consumer.ts";

test("no lock file contains the URL of a download", async () => {
  const consumers = [...new Set(allConsumers.map(({ tools }) => toolsFolder(tools)))];
  expect(consumers).toHaveLength(3);
  for (const folder of [".", "bench", "test/runtimes", ...consumers]) {
    expect(await readFile(join(folder, "package-lock.json"), "utf8")).not.toContain('"resolved"');
  }
});
