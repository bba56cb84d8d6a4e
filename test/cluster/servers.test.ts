import { Redis } from "ioredis";
import { Pool } from "pg";
import { expect, onTestFinished, test } from "vitest";
import { startPostgres, startRedis } from "./servers.ts";

test("Redis keeps its data through a restart", async () => {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  const redis = new Redis(server.url);
  onTestFinished(() => {
    redis.disconnect();
  });
  await redis.set("key", "value");
  await server.restart();
  expect(await redis.get("key")).toBe("value");
});

test("PostgreSQL keeps its data through a restart", async () => {
  const server = await startPostgres();
  onTestFinished(() => server.stop());
  const pool = new Pool({ connectionString: server.url });
  // The pool loses its idle connection at the restart.
  pool.on("error", () => undefined);
  onTestFinished(() => pool.end());
  await pool.query("create table kept (value text)");
  await pool.query("insert into kept values ('value')");
  await server.restart();
  const { rows } = await pool.query<{ value: string }>("select value from kept");
  expect(rows).toEqual([{ value: "value" }]);
});
