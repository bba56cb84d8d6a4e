import { afterEach, describe, expect, test } from "vitest";
import { ImportInputError } from "../../../src/import/errors.ts";
import { createSchedule } from "../../../src/import/run/schedule.ts";
import { thrown, thrownBy } from "../../support/thrown.ts";

const timeZone = process.env["TZ"];

afterEach(() => {
  if (timeZone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = timeZone;
});

interface Limits {
  readonly rate?: number;
  readonly window?: string;
}

/** A schedule with a clock that moves only while it waits, and by `pass`. */
function scheduled(limits: Limits, start = "2026-11-27T12:00:00.000Z") {
  let time = Date.parse(start);
  let sleeps = 0;
  let longest = 0;
  const { waitForTurn } = createSchedule({
    ...limits,
    now: () => time,
    sleep(ms) {
      time += ms;
      sleeps += 1;
      longest = Math.max(longest, ms);
      return Promise.resolve();
    },
  });
  return {
    waitForTurn,
    pass: (ms: number) => (time += ms),
    sleeps: () => sleeps,
    longest: () => longest,
    now: () => new Date(time).toISOString(),
    /** Sends records, and returns how long it took. */
    send: async (records: number) => {
      const from = time;
      for (let record = 0; record < records; record += 1) await waitForTurn();
      return time - from;
    },
  };
}

test("without a rate and a window nothing is waited for", () => {
  const { waitForTurn } = createSchedule({});
  expect(waitForTurn()).toBeUndefined();
});

describe("the rate", () => {
  test.each([
    [0.5, 11, 20_000],
    [1, 11, 10_000],
    [7, 71, 10_000],
    [1000, 10_001, 10_000],
    [54_321.5, 543_216, 10_000],
  ])("of %d records per second is kept", async (rate, records, ms) => {
    const schedule = scheduled({ rate });
    const took = await schedule.send(records);
    expect(took).toBeGreaterThanOrEqual(ms - 1);
    expect(took).toBeLessThan(ms * 1.01 + 20);
    expect(schedule.sleeps()).toBeLessThan(600);
  });

  test("lets a record that need not wait pass without a promise", () => {
    const { waitForTurn, pass } = scheduled({ rate: 1 });
    expect(waitForTurn()).toBeUndefined();
    pass(1000);
    expect(waitForTurn()).toBeUndefined();
    expect(waitForTurn()).toBeInstanceOf(Promise);
  });

  test("of a record per 116 days is kept in short waits", async () => {
    const { send, longest } = scheduled({ rate: 1e-7 });
    expect(await send(2)).toBe(1e10);
    expect(longest()).toBe(60_000);
  });

  test("makes up for a pause by no more than a second", async () => {
    const { send, pass } = scheduled({ rate: 100 });
    await send(1);
    pass(3_600_000);
    expect(await send(101)).toBe(0);
    expect(await send(100)).toBeGreaterThanOrEqual(980);
  });

  test("is kept after the clock was set back", async () => {
    const { send, pass } = scheduled({ rate: 100 });
    await send(50);
    pass(-3_600_000);
    expect(await send(100)).toBeLessThan(1100);
  });

  test("is kept by the platform's clock", async () => {
    const { waitForTurn } = createSchedule({ rate: 100 });
    const from = performance.now();
    for (let record = 0; record < 6; record += 1) await waitForTurn();
    // The system clock counts whole milliseconds.
    expect(performance.now() - from).toBeGreaterThan(45);
  });
});

describe("the window", () => {
  test.each([
    ["22:00-06:00", "2026-11-27T12:00:30.500Z", "2026-11-27T22:00:00.000Z"],
    ["22:00-06:00", "2026-11-27T22:00:00.000Z", undefined],
    ["22:00-06:00", "2026-11-27T00:00:00.000Z", undefined],
    ["22:00-06:00", "2026-11-27T05:59:59.999Z", undefined],
    ["22:00-06:00", "2026-11-27T06:00:00.000Z", "2026-11-27T22:00:00.000Z"],
    ["6:30-7:15", "2026-11-27T06:30:00.000Z", undefined],
    ["06:30-07:15", "2026-11-27T07:15:00.000Z", "2026-11-28T06:30:00.000Z"],
    ["0:00-23:59", "2026-11-27T23:59:00.000Z", "2026-11-28T00:00:00.000Z"],
  ])("%s lets a record of %s pass at %s", async (window, from, at) => {
    process.env["TZ"] = "UTC";
    const { waitForTurn, now } = scheduled({ window }, from);
    const turn = waitForTurn();
    expect(turn === undefined).toBe(at === undefined);
    await turn;
    expect(now()).toBe(at ?? from);
  });

  // Montréal puts the clock forward on March 8, 2026 from 2:00 to 3:00, and back on November 1, 2026 from 2:00 to 1:00.
  test.each([
    ["in winter", "22:00-06:00", "2026-01-15T20:00:00.000Z", "2026-01-16T03:00:00.000Z"],
    ["in summer", "22:00-06:00", "2026-07-15T20:00:00.000Z", "2026-07-16T02:00:00.000Z"],
    ["after the clock was put forward", "03:00-04:00", "2026-03-08T05:00:00.000Z", "2026-03-08T07:00:00.000Z"],
    ["in the hour that is omitted", "02:15-02:45", "2026-03-08T05:00:00.000Z", "2026-03-09T06:15:00.000Z"],
    ["in the hour that is repeated", "01:15-01:45", "2026-11-01T04:00:00.000Z", "2026-11-01T05:15:00.000Z"],
    ["when that hour is repeated", "01:15-01:45", "2026-11-01T05:45:00.000Z", "2026-11-01T06:15:00.000Z"],
    ["after the clock was put back", "02:00-03:00", "2026-11-01T05:00:00.000Z", "2026-11-01T07:00:00.000Z"],
  ])("follows the time of the process %s", async (_, window, from, at) => {
    process.env["TZ"] = "America/Montreal";
    const { waitForTurn, now } = scheduled({ window }, from);
    await waitForTurn();
    expect(now()).toBe(at);
  });

  test("closes while records are sent, and the rate is kept in it", async () => {
    process.env["TZ"] = "UTC";
    const { send, now } = scheduled({ rate: 1, window: "22:00-22:01" }, "2026-11-27T22:00:00.000Z");
    await send(60);
    expect(now()).toBe("2026-11-27T22:00:59.000Z");
    await send(1);
    expect(now()).toBe("2026-11-28T22:00:00.000Z");
  });

  test.each([
    "",
    "22:00",
    "22-06",
    "24:00-06:00",
    "22:60-06:00",
    "22:00-06:00 ",
    "06:00-06:00",
    "6:00-06:00",
    "1:00-2:00-3:00",
  ])("%j is refused", async (window) => {
    const { message } = await thrownBy(ImportInputError, () => createSchedule({ window }));
    expect(message).toContain("such as 22:00-06:00");
  });
});

test("the wait ends with the reason of the signal", async () => {
  const controller = new AbortController();
  const schedule = createSchedule({ rate: 0.001, signal: controller.signal });
  expect(schedule.waitForTurn()).toBeUndefined();
  const turn = schedule.waitForTurn();
  const reason = new Error("stopped");
  controller.abort(reason);
  expect(await thrown(() => turn)).toBe(reason);
});
