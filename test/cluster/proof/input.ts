import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { seededRandom } from "../../../scripts/soak/random.ts";
import { badLines, canary } from "../../import/crash/made-up-input.ts";

/** A file of made-up patients, and what must become of its lines. */
export interface ProofInput {
  readonly file: string;
  readonly lineCount: number;
  /** The number of the last line of each id, from 0. It is also the version that the line has. */
  readonly last: ReadonlyMap<string, number>;
  /** The numbers of the lines that must be rejected, from 1. */
  readonly rejected: readonly number[];
}

const rejectedCount = 50;
/** Every tenth line has the id of an earlier one. */
const linesPerRepeat = 10;
const nearIds = 20;
const linesPerChunk = 1_000;

/** Writes a file in which a tenth of the lines repeat the id of an earlier one, half of them that of a near one. */
export async function writeInput(file: string, lineCount: number, seed: number): Promise<ProofInput> {
  const last = new Map<string, number>();
  const rejected: number[] = [];
  await pipeline(Readable.from(chunksOf(lineCount, seededRandom(seed), last, rejected)), createWriteStream(file));
  return { file, lineCount, last, rejected };
}

function* chunksOf(lineCount: number, random: () => number, last: Map<string, number>, rejected: number[]) {
  const spacing = Math.floor(lineCount / rejectedCount);
  for (let first = 0; first < lineCount; first += linesPerChunk) {
    const count = Math.min(linesPerChunk, lineCount - first);
    const lines = Array.from({ length: count }, (_, offset) => {
      const version = first + offset;
      if (version % spacing === 0 && rejected.length < rejectedCount) {
        return rejectedLine(version, rejected.push(version + 1));
      }
      const id = `canary-${idNumber(version, random, last.size)}`;
      last.set(id, version);
      return JSON.stringify({ id, version, family: `${canary} Ste\u2028Anne` });
    });
    yield lines.map((line) => `${line}\n`).join("");
  }
}

/** The next number, or that of an earlier id. */
function idNumber(version: number, random: () => number, idCount: number): number {
  if (version % linesPerRepeat !== linesPerRepeat - 1 || idCount === 0) return idCount;
  const isNear = random() < 0.5;
  const back = Math.floor(random() * (isNear ? Math.min(nearIds, idCount) : idCount));
  return idCount - 1 - back;
}

/** A line that can't be read, that fails in the registry, or whose bulk the registry refuses. */
function rejectedLine(version: number, number: number): string {
  if (number === rejectedCount) return JSON.stringify({ id: "canary-refused", version, refuse: true });
  const bad = badLines[number % (badLines.length + 1)];
  return bad?.text ?? JSON.stringify({ id: `canary-failed-${version}`, version, fail: true });
}
