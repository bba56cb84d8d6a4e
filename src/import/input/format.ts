import { constants, gunzipSync } from "node:zlib";
import { isJsonObject, parseJson } from "../../json.ts";
import { ImportInputError } from "../errors.ts";
import { encodingName, shownEncoding } from "./encoding.ts";
import { isGzip } from "./gunzip.ts";
import type { ImportFormat } from "./types.ts";

/** How much of a file is read to find its format. */
export const sampleBytes = 64 * 1024;

/** What the user says about the files. */
export interface FormatOptions {
  readonly format?: ImportFormat | undefined;
  readonly encoding?: string | undefined;
}

/** FHIR has no name of its own. */
type NamedFormat = Exclude<ImportFormat, "fhir">;

/** The formats by the end of the name, without `.gz`. */
const byName: Readonly<Record<string, NamedFormat>> = {
  ndjson: "ndjson",
  jsonl: "ndjson",
  json: "json",
  csv: "csv",
  tsv: "csv",
};

/** Returns the format that the name of a file says. */
export function formatOfName(name: string): NamedFormat | undefined {
  const [, ending = ""] = /\.([a-z]+)(?:\.gz)?$/i.exec(name) ?? [];
  return byName[ending.toLowerCase()];
}

/**
 * Returns the format of a file by its name, and else by its first bytes. NDJSON and JSON whose first object has a `resourceType` are FHIR.
 * Throws {@link ImportInputError} when it is unknown.
 *
 * @param start The first bytes of the file.
 */
export function detectFormat(name: string, start: Buffer, options: FormatOptions): DetectedFormat {
  const isCompressed = isGzip(start);
  const bytes = isCompressed ? gunzipStart(start) : start;
  const encoding = options.encoding ?? shownEncoding(bytes) ?? "utf-8";
  const text = new TextDecoder(encodingName(encoding)).decode(bytes);
  return { format: options.format ?? formatOf(name, text), isGzip: isCompressed };
}

export interface DetectedFormat {
  readonly format: ImportFormat;
  readonly isGzip: boolean;
}

/** Of the sample only a part: a kilobyte of gzip may become a megabyte. */
const gzipSampleBytes = 8 * 1024;

function gunzipStart(start: Buffer): Buffer {
  try {
    return gunzipSync(start.subarray(0, gzipSampleBytes), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    // Reading the file reports what is wrong with it.
    return Buffer.alloc(0);
  }
}

function formatOf(name: string, text: string): ImportFormat {
  const named = formatOfName(name);
  if (named === "csv") return named;
  if (isFhir(text)) return "fhir";
  if (named === "ndjson") return named;
  const found = formatOfText(text, named);
  if (found !== undefined) return found;
  throw new ImportInputError(
    `The format of ${name} is unknown. Set format (--format) to ndjson, csv, json or fhir, or rename the file, such as to patients.ndjson.`,
  );
}

/** NDJSON is often named `.json`, and lines can be read where one of them is broken. */
function formatOfText(text: string, named: "json" | undefined): ImportFormat | undefined {
  const lines = text.trimStart().split("\n", 2);
  const [first = "", second = ""] = lines;
  if (first === "") return named ?? "ndjson";
  const isLine = first.startsWith("{") && (lines.length < 2 || isJsonObject(parseJson(first)));
  if (isLine && (named === undefined || second.startsWith("{"))) return "ndjson";
  return named ?? (/^[[{]/.test(first) ? "json" : undefined);
}

/** Whether the first object of a string has the field `resourceType`. */
function isFhir(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  let depth = 0;
  const objectDepth = text.trimStart().startsWith("[") ? 2 : 1;
  for (const { 0: token } of text.matchAll(/[[{\]}]|"(?:[^"\\]|\\.)*"(?:\s*:)?/g)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    else if (depth === objectDepth && /^"resourceType"\s*:$/.test(token)) return true;
    if (depth < objectDepth && /[\]}]/.test(token)) return false;
  }
  return false;
}
