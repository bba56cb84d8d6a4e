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
  const happened = new Set<string>();

  test.concurrent.each([1, 2, 3, 4, 5])("loses, doubles and shows nothing: seed %d", async (seed) => {
    for (const event of await importThroughKills(registries, seed, 2)) happened.add(event);
  });

  test("was killed at each event", () => {
    expect([...happened].sort()).toStrictEqual([...killEvents].sort());
  });
});
