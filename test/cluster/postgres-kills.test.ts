import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Pool } from "pg";
import { importThroughKills } from "../import/crash/kills.ts";
import { canary } from "../import/crash/made-up-input.ts";
import { startRegistries, type CrashRegistries } from "../import/crash/registries.ts";
import { startPostgres, type Server } from "./servers.ts";

/** A journal in PostgreSQL has no lines that can be torn. */
const events = ["POST received", "before sent", "before the first poll", "before rename"] as const;

let registries: CrashRegistries;
let server: Server;
beforeAll(async () => {
  [registries, server] = await Promise.all([startRegistries(), startPostgres()]);
});
afterAll(async () => {
  registries.close();
  await server.stop();
});

describe("an import with its journal in PostgreSQL that is killed again and again", () => {
  test.each([1, 2, 3, 4, 5, 6])("loses, doubles and shows nothing: seed %d", async (seed) => {
    const happened = await importThroughKills(registries, seed, 4, {
      events,
      postgres: { url: server.url, name: `seed-${seed}` },
    });
    expect(happened.length).toBeGreaterThanOrEqual(2);
  });

  test("stores no made-up name in PostgreSQL", async () => {
    const pool = new Pool({ connectionString: server.url });
    const { rows } = await pool.query<{ entry: string }>("select entry from clinia_import_entries");
    await pool.end();
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(({ entry }) => entry.toUpperCase().includes(canary.toUpperCase()))).toStrictEqual([]);
  });
});
