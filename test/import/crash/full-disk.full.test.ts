import { spawnSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  expectFewSentTwice,
  expectLastVersions,
  expectNoData,
  expectRejects,
  expectWholeSummary,
} from "./expectations.ts";
import { makeInput } from "./made-up-input.ts";
import { startRegistries } from "./registries.ts";
import { createImportFolder, endOf } from "./run-import.ts";

const succeeds = (command: string, ...parameters: string[]) => spawnSync(command, parameters).status === 0;

test("an import whose journal fills up a disk of 64 kB stops, and loses nothing when it is resumed with space", async () => {
  const input = makeInput(32, 4_000);
  const folder = await createImportFolder(input.bytes);
  const registries = await startRegistries();
  const disk = join(folder.path, "disk");
  await mkdir(disk);
  // Without the permission to mount a disk, the size of a file is limited instead, in blocks of 512 bytes.
  const isMounted = succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk);
  const shellCommand = isMounted ? ":" : "ulimit -f 128";
  const settings = { batchSize: 10, concurrency: 4, journal: join(disk, "patients.import"), rejects: folder.rejects };
  try {
    const registry = await registries.open(2);
    const stopped = await endOf(folder.start(registry, settings, { shellCommand }));
    expect(stopped).toMatchObject({ code: 3, stderr: "", result: { reason: "journal" } });
    if (isMounted) expect(succeeds("mount", "-o", "remount,size=16m", disk)).toBe(true);
    const resumed = await endOf(folder.start(registry, settings));
    expectWholeSummary(resumed, input);
    await expectLastVersions(registry, input);
    await expectFewSentTwice(registry, input, settings, 1);
    await expectRejects(folder, input);
    await expectNoData(folder, [stopped, resumed]);
  } finally {
    if (isMounted) succeeds("umount", disk);
    registries.close();
    await folder.remove();
  }
});
