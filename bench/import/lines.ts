import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { resourceId } from "../writes/operations.ts";

/** The length of each line, with its line feed. */
export const lineBytes = 315;
const linesPerChunk = 1_000;

/** Writes a file of made-up patients with consecutive ids, which the example profile allows. */
export async function writeLines(file: string, count: number): Promise<void> {
  await pipeline(Readable.from(chunksOf(count)), createWriteStream(file));
}

export async function compress(file: string, to: string): Promise<void> {
  await pipeline(createReadStream(file), createGzip(), createWriteStream(to));
}

function* chunksOf(count: number): Generator<string> {
  for (let first = 0; first < count; first += linesPerChunk) {
    const length = Math.min(linesPerChunk, count - first);
    yield Array.from({ length }, (_, index) => lineOf(first + index)).join("");
  }
}

function lineOf(index: number): string {
  const padding = lineBytes - Buffer.byteLength(textOf(index, ""));
  return textOf(index, "Made-up Street ".repeat(lineBytes).slice(0, padding));
}

function textOf(index: number, street: string): string {
  const patient = {
    id: resourceId(index),
    name: [{ use: "official", family: "Tremblay", given: ["Marie", "Josée"] }],
    ...{ birthDate: "1984-02-29", gender: "female", active: true },
    address: [{ use: "home", line: [street], city: "Montréal", postalCode: "H3B 1K9", country: "CA" }],
  };
  return `${JSON.stringify(patient)}\n`;
}
