import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { clients, type ClientFile } from "../cases/index.ts";
import { buildFolder } from "../paths.ts";

/** The size of a case with everything it imports, bundled for browsers. */
export interface BundleSize {
  readonly client: ClientFile;
  readonly minifiedBytes: number;
  readonly gzippedBytes: number;
}

export function measureSizes(): Promise<BundleSize[]> {
  return Promise.all(
    clients.map(async ({ file }) => {
      const bundle = await readFile(join(buildFolder, "browser", `${file}.js`));
      return { client: file, minifiedBytes: bundle.length, gzippedBytes: gzipSync(bundle, { level: 9 }).length };
    }),
  );
}
