import { join } from "node:path";
import { npm } from "./npm.ts";

export interface Tarball {
  /** The path of the tarball. */
  readonly file: string;
  /** The paths in it, sorted. */
  readonly paths: readonly string[];
  readonly unpackedBytes: number;
}

/** Packs the built package into a folder, as npm would publish it. */
export async function packInto(folder: string): Promise<Tarball> {
  const { code, stdout, stderr } = await npm(["pack", "--json", "--ignore-scripts", "--pack-destination", folder]);
  if (code !== 0) throw new Error(`npm pack failed: ${stderr}`);
  const [packed] = JSON.parse(stdout) as [{ filename: string; unpackedSize: number; files: { path: string }[] }];
  const paths = packed.files.map(({ path }) => path).sort();
  return { file: join(folder, packed.filename), paths, unpackedBytes: packed.unpackedSize };
}
