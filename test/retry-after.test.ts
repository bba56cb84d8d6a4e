import { describe, expect, test, vi } from "vitest";
import { ApiError, type RegistryClientOptions } from "../src/index.ts";
import { waitForTask } from "./support/client.ts";
import { operations } from "./support/operations.ts";
import { persisted } from "./support/patient.ts";
import { errorResponse, type Scripted } from "./support/scripted-fetch.ts";
import { start } from "./support/start.ts";
import { sourceKey, taskId, taskIs } from "./support/task-responses.ts";
import { thrownBy } from "./support/thrown.ts";

const success = () => Response.json(persisted, { status: 201 });

const startWithoutJitter = (script: readonly Scripted[], options: Partial<RegistryClientOptions> = {}) =>
  start(script, { random: () => 0, ...(options as object) });

describe("the wait of Retry-After", () => {
  test.each([
    { value: "2", delay: 2_000 },
    { value: " 2 ", delay: 2_000 },
    { value: "Tue, 13 May 2025 14:00:07 GMT", delay: 7_000 },
    { value: "Tuesday, 13-May-25 14:00:07 GMT", delay: 7_000 },
    { value: "Tue May 13 14:00:07 2025", delay: 7_000 },
    { value: "Tue May  6 14:00:07 2025", delay: 0 },
  ])("$value: $delay ms", async ({ value, delay }) => {
    const { registry, clock, delays } = startWithoutJitter([
      () => errorResponse(429, { "retry-after": value }),
      success,
    ]);
    await clock.settle(operations.create(registry));
    expect(delays()).toStrictEqual([delay]);
  });

  test.each(
    [
      "soon",
      "-5",
      "1.",
      ".5",
      "1.5.5",
      "1e3",
      "5 apples",
      "Tue, never",
      "",
      "Wed 5",
      "Mon, 99",
      "Sat Night 8",
      "Sun 2030",
      "2025-05-13T14:00:07Z",
      "Tue, 13 May 2025 14:00:07",
      "Tue, 13 May 2025 14:00:07 EST",
      "Tue, 13 Foo 2025 14:00:07 GMT",
      "Tue, 99 May 2025 14:00:07 GMT",
      "Tue May 13 14:00:07 2025 GMT",
    ].map((value) => ({ value })),
  )("junk is ignored: $value", async ({ value }) => {
    const { registry, clock, delays } = start([() => errorResponse(429, { "retry-after": value }), success]);
    await clock.settle(operations.create(registry));
    expect(delays()).toStrictEqual([500]);
  });

  const date = "Tue, 13 May 2025 09:00:00 GMT";
  test.each([
    { name: "from the response's own date", value: "Tue, 13 May 2025 09:00:07 GMT", headers: { date }, delay: 7_000 },
    {
      name: "from a date in another form",
      value: "Tue May 13 09:00:07 2025",
      headers: { date: "Tuesday, 13-May-25 09:00:02 GMT" },
      delay: 5_000,
    },
    {
      name: "from the clock, if the response's date is invalid",
      value: "Tue, 13 May 2025 14:00:07 GMT",
      headers: { date: "today" },
      delay: 7_000,
    },
  ])("the wait until a date is computed $name", async ({ value, headers, delay }) => {
    const { registry, clock, delays } = startWithoutJitter([
      () => errorResponse(429, { "retry-after": value, ...headers }),
      success,
    ]);
    await clock.settle(operations.create(registry));
    expect(delays()).toStrictEqual([delay]);
  });

  test.each(["America/Toronto", "Asia/Kathmandu"])("a date without a zone is in GMT, also in %s", async (zone) => {
    vi.stubEnv("TZ", zone);
    expect(new Date(2025, 4, 13).getTimezoneOffset()).not.toBe(0);
    const { registry, clock, delays } = startWithoutJitter([
      () => errorResponse(429, { "retry-after": "Tue May 13 14:00:07 2025" }),
      success,
    ]);
    await clock.settle(operations.create(registry));
    vi.unstubAllEnvs();
    expect(delays()).toStrictEqual([7_000]);
  });

  test("a wait past the deadline fails the call at once, with retryAfterMs", async () => {
    const { registry, clock, requests } = start([() => errorResponse(503, { "retry-after": "120" })]);
    const before = clock.now();
    const error = await thrownBy(ApiError, () => operations.upsert(registry));
    expect(error).toMatchObject({ status: 503, retryAfterMs: 120_000, attempts: 1 });
    expect(clock.now()).toBe(before);
    expect(requests).toHaveLength(1);
  });

  test("a wait may be longer than the platform's timers allow", async () => {
    const days60 = 60 * 24 * 60 * 60;
    const { registry, clock, delays } = startWithoutJitter(
      [() => errorResponse(429, { "retry-after": String(days60) }), success],
      { deadlineMs: Infinity },
    );
    const before = clock.now();
    await clock.settle(operations.create(registry));
    expect(delays()).toStrictEqual([days60 * 1_000]);
    expect(clock.now() - before).toBe(days60 * 1_000);
  });
});

describe("A5: Retry-After as real servers send it", () => {
  test.each([
    { value: "1.5", delay: 2_000 },
    { value: "299.997", delay: 300_000 },
    { value: "0.2", delay: 1_000 },
    { value: "2.0", delay: 2_000 },
  ])("a fraction is rounded up: $value", async ({ value, delay }) => {
    const { registry, clock, delays } = startWithoutJitter(
      [() => errorResponse(503, { "retry-after": value }), success],
      {
        deadlineMs: Infinity,
      },
    );
    await clock.settle(operations.upsert(registry));
    expect(delays()).toStrictEqual([delay]);
  });

  test.each(["0", "0.0", "Tue, 13 May 2025 13:00:00 GMT", "Tue May  6 14:00:07 2025"])(
    "a Retry-After of zero means the normal backoff: %s",
    async (value) => {
      const { registry, clock, delays } = start([() => errorResponse(429, { "retry-after": value }), success]);
      await clock.settle(operations.create(registry));
      expect(delays()).toStrictEqual([500]);
    },
  );

  test("200 clients with the same Retry-After retry within 20 % of it", async () => {
    const started = Array.from({ length: 200 }, () =>
      start([() => errorResponse(429, { "retry-after": "1" }), success], { random: Math.random }),
    );
    await Promise.all(started.map(({ registry, clock }) => clock.settle(operations.create(registry))));
    const delays = started.flatMap(({ delays }) => delays());
    expect(delays).toHaveLength(200);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(1_200);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(150);
  });

  test("200 waits for tasks do so too", async () => {
    const gaps: number[] = [];
    const waits = Array.from({ length: 200 }, async () => {
      const { registry, clock } = start([taskIs("PENDING", undefined, { "retry-after": "9" }), taskIs("SUCCESS")]);
      const before = clock.now();
      await clock.settle(waitForTask(registry, { sourceKey, taskId }, { deadlineMs: 60_000, clock }));
      gaps.push(clock.now() - before);
    });
    await Promise.all(waits);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(9_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10_800);
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeGreaterThan(1_350);
  });

  test("jitter does not push a wait past the deadline", async () => {
    const { registry, clock, delays } = start([() => errorResponse(429, { "retry-after": "9" }), success], {
      deadlineMs: 9_100,
    });
    expect(await clock.settle(operations.create(registry))).toMatchObject({ status: "PERSISTED" });
    expect(delays()).toStrictEqual([9_050]);
  });
});
