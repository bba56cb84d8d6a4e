import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { onTestFinished } from "vitest";

/** Makes the platform say that every folder is on a file system of this type, until the end of the test. */
export function setDiskType(type: number): void {
  const { statfs } = fs;
  const set = (other: typeof statfs) => {
    fs.statfs = other;
    syncBuiltinESMExports();
  };
  set((async (path) => Object.assign(await statfs(path), { type })) as typeof statfs);
  onTestFinished(() => {
    set(statfs);
  });
}
