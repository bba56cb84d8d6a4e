import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { clients, columns, type ClientFile, type Column } from "./cases/index.ts";
import { built } from "./places.ts";

/** How large the smallest program is that makes the call, in bytes. */
export interface Weight {
  readonly client: ClientFile;
  readonly column: Column;
  readonly minifiedBytes: number;
  readonly gzippedBytes: number;
}

export function weigh(): Promise<Weight[]> {
  const cases = columns.flatMap((column) => clients.map(({ file }) => ({ client: file, column })));
  return Promise.all(
    cases.map(async ({ client, column }) => {
      const program = await readFile(join(built, "weighed", column, `${client}.js`));
      return { client, column, minifiedBytes: program.length, gzippedBytes: gzipSync(program, { level: 9 }).length };
    }),
  );
}
