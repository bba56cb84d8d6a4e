import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { fileJournals } from "../../../src/import/index.ts";
import { networkDiskOf } from "../../../src/import/journal/network-disk.ts";
import { setDiskType } from "../../support/disk-type.ts";

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clinia-journals-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const sentence =
  "A file journal needs a local disk: on a network disk, appending is no compare-and-set. Use postgresJournals.";

test.each([
  ["NFS", 0x6969],
  ["SMB", 0x517b],
  ["SMB", 0xfe534d42],
  ["SMB", 0xff534d42],
  ["SMB", 0xff534d42 - 2 ** 32],
  ["9p", 0x01021997],
  ["AFS", 0x5346414f],
  ["Ceph", 0x00c36400],
  ["Lustre", 0x0bd00bd0],
  ["GFS2", 0x01161970],
])("file journals on a network disk are refused: %s (%d)", async (name, type) => {
  const folder = await newFolder();
  const journals = fileJournals(folder);
  await journals.define({ name: "patients", partitions: 2 });
  setDiskType(type);
  const message = `${folder} is on a network disk (${name}). ${sentence}`;
  await expect(journals.define({ name: "others", partitions: 2 })).rejects.toThrow(message);
  await expect(journals.open("patients", 1)).rejects.toThrow(message);
  expect(await readdir(folder)).toStrictEqual(["patients.partitions"]);
});

test.each([
  ["ext4", 0xef53],
  ["XFS", 0x58465342],
  ["Btrfs", 0x9123683e],
  ["overlay", 0x794c7630],
  ["tmpfs", 0x01021994],
  ["FUSE", 0x65735546],
])("file journals on a local disk are accepted: %s", async (_, type) => {
  setDiskType(type);
  const journals = fileJournals(await newFolder());
  await journals.define({ name: "patients", partitions: 2 });
  await (await journals.open("patients", 1)).close();
});

test("a folder whose disk is unknown counts as local", async () => {
  expect(await networkDiskOf("/missing")).toBeUndefined();
});
