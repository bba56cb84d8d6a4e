import { dirname, resolve } from "node:path";
import type { OutputFiles } from "../../import/index.ts";
import { networkDiskOf } from "../../import/journal/network-disk.ts";

/** Returns a sentence if the journal of an import is on a network disk. The import works there as long as only one process uses the journal. */
export async function diskWarnings({ journal }: OutputFiles, cwd: string): Promise<string[]> {
  if (journal === undefined) return [];
  const disk = await networkDiskOf(dirname(resolve(cwd, journal)));
  if (disk === undefined) return [];
  return [
    `The journal ${journal} is on a network disk (${disk}), where a second import with it may not be noticed. Set --journal to a local disk.`,
  ];
}
