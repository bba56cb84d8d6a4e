import { fork } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect, test } from "vitest";
import { createImportFolder, endOf } from "./run-import.ts";

const lineCount = 1_000_000;
const maxPeakBytes = 250_000_000;

test("an import of 1,000,000 lines needs less than 250 MB", async () => {
  const server = fork(resolve("scripts/run.mjs"), [resolve("bench/writes/server.ts")], { execArgv: [] });
  const [url] = (await once(server, "message")) as [string];
  const folder = await createImportFolder(Buffer.alloc(0));
  try {
    await pipeline(Readable.from(chunksOfLines()), createWriteStream(folder.file));
    const { code, result } = await endOf(folder.start({ url }, { batchSize: 1_000, concurrency: 4 }));
    expect(code).toBe(0);
    expect(result?.summary).toMatchObject({ read: lineCount, written: lineCount });
    expect(result?.peakBytes).toBeLessThan(maxPeakBytes);
  } finally {
    server.kill();
    await folder.remove();
  }
});

function* chunksOfLines(): Generator<string> {
  const linesPerChunk = 1_000;
  const address = "1 Made-up Street, ".repeat(14);
  for (let first = 0; first < lineCount; first += linesPerChunk) {
    const lines = Array.from({ length: linesPerChunk }, (_, index) =>
      JSON.stringify({ id: `patient-${first + index}`, index: first + index, address }),
    );
    yield `${lines.join("\n")}\n`;
  }
}
