import { gzipSync } from "node:zlib";
import { seededRandom } from "../../../scripts/soak/random.ts";

/** Every made-up name and id contains it, in this or in lower case: no output, journal or file of rejects may. */
export const canary = "CANARY";

/** An import file, and what the registry must contain afterwards. */
export interface MadeUpInput {
  /** The content of the file, decompressed. */
  readonly bytes: Buffer;
  /** The last version of each id; undefined for one that was deleted. Without the ids whose operations fail. */
  readonly last: ReadonlyMap<string, number | undefined>;
  /** The rejected records, in their order. A reason is known only for what is found before sending. */
  readonly rejected: readonly { readonly line: number; readonly offset: number; readonly reason?: string }[];
  /** How many operations the registry must accept. */
  readonly operations: number;
  readonly counts: {
    readonly read: number;
    readonly written: number;
    readonly rejected: number;
    readonly skipped: number;
  };
}

interface Line {
  readonly text: string;
  readonly outcome: "written" | "rejected" | "skipped" | "blank";
  readonly reason?: string;
  /** How many operations the registry accepts. Default: one if it is written. */
  readonly operations?: number;
}

const idCount = 60;
/** The shares of the kinds of lines, out of 1. The others are upserts. */
const shares = { blank: 0.02, bad: 0.04, skipped: 0.03, failed: 0.02, deletion: 0.06, twins: 0.15 };
export const badLines = [
  { text: `{"id":"canary-cut","family":"${canary} Ste`, reason: "not JSON" },
  { text: `["canary-1"]`, reason: "not an object" },
  { text: `"${canary}"`, reason: "not an object" },
  { text: "null", reason: "not an object" },
];

/**
 * Makes an import file of made-up patients. Ids repeat, also in adjacent lines, and each line has its number as the version. Some lines
 * are invalid or blank, some are skipped, delete a patient or write two by the mapping, and some fail in the registry.
 */
export function makeInput(seed: number, lineCount: number): MadeUpInput {
  const random = seededRandom(seed);
  const last = new Map<string, number | undefined>();
  const refusedAt = Math.floor(random() * lineCount);
  const lines = Array.from({ length: lineCount }, (_, version) =>
    version === refusedAt ? refusedLine(version) : makeLine(version, random, last),
  );

  const rejected: { line: number; offset: number; reason?: string }[] = [];
  let offset = 0;
  for (const [index, { text, outcome, reason }] of lines.entries()) {
    if (outcome === "rejected") rejected.push({ line: index + 1, offset, ...(reason !== undefined && { reason }) });
    offset += Buffer.byteLength(text) + 1;
  }
  const count = (wanted: Line["outcome"]) => lines.filter(({ outcome }) => outcome === wanted).length;
  return {
    bytes: Buffer.from(lines.map(({ text }) => `${text}\n`).join("")),
    ...{ last, rejected },
    operations: lines.reduce((sum, { outcome, operations = outcome === "written" ? 1 : 0 }) => sum + operations, 0),
    counts: {
      ...{ read: lineCount - count("blank"), written: count("written") },
      ...{ rejected: count("rejected"), skipped: count("skipped") },
    },
  };
}

/** A bulk with it is refused as a whole. */
function refusedLine(version: number): Line {
  return { text: JSON.stringify({ id: "canary-refused", version, refuse: true }), outcome: "rejected" };
}

function makeLine(version: number, random: () => number, last: Map<string, number | undefined>): Line {
  let kind = random();
  const isKind = (name: keyof typeof shares) => {
    kind -= shares[name];
    return kind < 0;
  };
  const id = `canary-${Math.floor(random() * idCount)}`;
  const patient = { id, version, family: `${canary} Ste\u2028Anne` };
  if (isKind("blank")) return { text: "", outcome: "blank" };
  const bad = badLines[Math.floor(random() * badLines.length)];
  if (isKind("bad") && bad !== undefined) return { ...bad, outcome: "rejected" };
  if (isKind("skipped")) return { text: JSON.stringify({ ...patient, skip: true }), outcome: "skipped" };
  if (isKind("failed")) {
    const text = JSON.stringify({ ...patient, id: `canary-failed-${version}`, fail: true });
    return { text, outcome: "rejected", operations: 1 };
  }
  if (isKind("twins")) {
    const twin = `canary-${(idCount / 2 + Number(id.slice("canary-".length))) % idCount}`;
    for (const each of [id, twin]) last.set(each, version);
    return { text: JSON.stringify({ ...patient, twin }), outcome: "written", operations: 2 };
  }
  // Only what exists can be deleted.
  const isDeletion = isKind("deletion") && last.get(id) !== undefined;
  last.set(id, isDeletion ? undefined : version);
  return { text: JSON.stringify(isDeletion ? { id, version, deleted: true } : patient), outcome: "written" };
}

/** Compresses bytes as a gzip file of several members, as `cat a.gz b.gz` makes it. Members end anywhere in a line. */
export function gzipInMembers(bytes: Buffer, memberCount: number): Buffer {
  const length = Math.ceil(bytes.length / memberCount);
  const members = Array.from({ length: memberCount }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  );
  return Buffer.concat(members.map((member) => gzipSync(member)));
}
