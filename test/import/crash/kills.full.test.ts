import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importThroughKills } from "./kills.ts";
import { startRegistries, type CrashRegistries } from "./registries.ts";
import { killEvents } from "./run-import.ts";

let registries: CrashRegistries;
beforeAll(async () => {
  registries = await startRegistries();
});
afterAll(() => {
  registries.close();
});

describe("an import that is killed again and again", () => {
  const seedCount = 50;
  const happened = new Map<string, number>(killEvents.map((event) => [event, 0]));

  test.concurrent.each(Array.from({ length: seedCount }, (_, index) => 101 + index))(
    "loses, doubles and shows nothing: seed %d",
    async (seed) => {
      for (const event of await importThroughKills(registries, seed, 5)) {
        happened.set(event, (happened.get(event) ?? 0) + 1);
      }
    },
  );

  test("was killed at each event several times", () => {
    for (const [event, count] of happened)
      expect({ event, isEnough: count >= 10 }).toStrictEqual({ event, isEnough: true });
  });
});
