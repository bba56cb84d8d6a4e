import { expect } from "vitest";
import { seededRandom } from "../../../scripts/soak/random.ts";
import {
  expectFewSentTwice,
  expectLastVersions,
  expectNoData,
  expectRejects,
  expectWholeSummary,
} from "./expectations.ts";
import { gzipInMembers, makeInput } from "./made-up-input.ts";
import type { CrashRegistries } from "./registries.ts";
import { createImportFolder, endOf, killEvents, type EndedImport, type Interruption } from "./run-import.ts";

const maxTaskDurationMs = 20;
/** Journals count finished records in thousands: a resumed import skips to a place in the file only in the larger one. */
const sizes = [
  { lineCount: 300, minBatchSize: 20 },
  { lineCount: 1_800, minBatchSize: 100 },
];

type KillEvent = (typeof killEvents)[number];

/** The events at which an import is killed, by default all, and more options of the import. */
interface KillOptions {
  readonly events?: readonly KillEvent[];
  readonly [option: string]: unknown;
}

/**
 * Imports a file through kills at seeded events, until an import ends. Expects that nothing is lost, changed or shown. Resolves with the
 * events at which imports were killed.
 */
export async function importThroughKills(
  registries: CrashRegistries,
  seed: number,
  killCount: number,
  { events = killEvents, ...options }: KillOptions = {},
): Promise<readonly string[]> {
  const random = seededRandom(seed);
  const upTo = (max: number) => Math.floor(random() * max);
  const { lineCount, minBatchSize } = sizes[seed % sizes.length] ?? { lineCount: 1, minBatchSize: 1 };
  const settings = { batchSize: minBatchSize + upTo(minBatchSize), concurrency: 1 + upTo(4), ...options };
  // The kills are spread over the file.
  const maxNumber = Math.floor(lineCount / settings.batchSize / (killCount + 1));
  const registry = await registries.open(upTo(maxTaskDurationMs));
  const input = makeInput(seed, lineCount);
  const isGzip = seed % 3 === 1;
  const folder = isGzip
    ? await createImportFolder(gzipInMembers(input.bytes, 3), "patients.ndjson.gz")
    : await createImportFolder(input.bytes);
  try {
    const runs: EndedImport[] = [];
    for (const event of eventsOf(seed, killCount, events)) {
      const interruption: Interruption = {
        event,
        number: 1 + upTo(event === "before rename" ? 1 : maxNumber),
        signal: "SIGKILL",
      };
      runs.push(await endOf(folder.start(registry, settings, { interruption })));
      if (runs.at(-1)?.code !== null) break;
    }
    const kills = runs.filter(({ code }) => code === null).length;
    const happened = await folder.happened();
    expect(happened, "each kill was at an event").toHaveLength(kills);
    const last = await endOf(folder.start(registry, settings));
    expectWholeSummary(last, input);
    await expectLastVersions(registry, input);
    await expectFewSentTwice(registry, input, settings, kills);
    await expectRejects(folder, input);
    await expectNoData(folder, [...runs, last]);
    return happened;
  } finally {
    await folder.remove();
  }
}

/** Returns the events of a seed. The seeds take turns, so that a few of them have all events. That of the end is the last. */
function eventsOf(seed: number, killCount: number, from: readonly KillEvent[]): KillEvent[] {
  const inTurn = Array.from({ length: killCount }, (_, index) => from[(seed * killCount + index) % from.length]);
  const events = inTurn.filter((event) => event !== undefined);
  return [
    ...events.filter((event) => event !== "before rename"),
    ...events.filter((event) => event === "before rename"),
  ];
}
