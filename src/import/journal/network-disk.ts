import { statfs } from "node:fs/promises";
import { JournalError } from "./journal-error.ts";

/** The types of file systems that Linux has for disks of other machines, from `linux/magic.h` and the file systems themselves. */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xfe534d42, "SMB"],
  [0xff534d42, "SMB"],
  [0x01021997, "9p"],
  [0x5346414f, "AFS"],
  [0x6b414653, "AFS"],
  [0x00c36400, "Ceph"],
  [0x0bd00bd0, "Lustre"],
  [0x01161970, "GFS2"],
]);

/**
 * Resolves with the name of the network file system that a folder is on, such as `NFS`; undefined for a local disk, for a folder that can't
 * be read, and where the platform does not say. FUSE counts as local, because most of it is.
 */
export async function networkDiskOf(folder: string): Promise<string | undefined> {
  const { type } = await statfs(folder).catch(() => ({ type: 0 }));
  // A platform of 32 bits has the higher types as negative numbers.
  return networkTypes.get(type >>> 0);
}

/** Throws {@link JournalError} when a folder is on a network disk. */
export async function requireLocalDisk(folder: string, name: string): Promise<void> {
  const disk = await networkDiskOf(folder);
  if (disk === undefined) return;
  throw new JournalError(
    `${name} is on a network disk (${disk}). ` +
      "A file journal needs a local disk: on a network disk, appending is no compare-and-set. Use postgresJournals.",
    "journal",
  );
}
