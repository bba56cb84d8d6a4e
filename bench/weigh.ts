import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { clients, type ClientFile } from "./cases/index.ts";
import { built } from "./places.ts";

/** How large the smallest program is that makes the call, in bytes. */
export interface Weight {
  readonly client: ClientFile;
  readonly minifiedBytes: number;
  readonly gzippedBytes: number;
}

export function weigh(): Promise<Weight[]> {
  return Promise.all(
    clients.map(async ({ file }) => {
      const program = await readFile(join(built, "weighed", `${file}.js`));
      return { client: file, minifiedBytes: program.length, gzippedBytes: gzipSync(program, { level: 9 }).length };
    }),
  );
}
