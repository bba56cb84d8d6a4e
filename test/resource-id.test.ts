import { describe, expect, test } from "vitest";
import { newResourceId } from "../src/resource-id.ts";

describe("newResourceId", () => {
  test("returns 27 letters and digits, different each time", () => {
    const ids = new Set(Array.from({ length: 1_000 }, () => newResourceId(new Date())));
    expect(ids.size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^[0-9A-Za-z]{27}$/);
  });

  test.each([
    { name: "1970", now: new Date(0) },
    { name: "a second before the epoch", now: new Date("2014-05-13T16:53:19Z") },
    { name: "after the maximum", now: new Date("2151-01-01") },
    { name: "the last date of JavaScript", now: new Date(8.64e15) },
    { name: "an invalid date", now: new Date(NaN) },
  ])("gives as many on a clock that is not set: $name", ({ now }) => {
    const ids = new Set(Array.from({ length: 1_000 }, () => newResourceId(now)));
    expect(ids.size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^[0-9A-Za-z]{27}$/);
  });

  test("returns ids that sort by the second of their creation", () => {
    const years = Array.from({ length: 100 }, (_, index) => new Date(Date.UTC(2015 + index, 0, 1)));
    const ids = years.map((year) => newResourceId(year));
    expect(ids.toSorted()).toStrictEqual(ids);
    expect(newResourceId(new Date("2025-05-01")) < newResourceId(new Date("2025-05-01T00:00:01Z"))).toBe(true);
  });

  test("starts like the ids in Clinia's documentation, for the same time", () => {
    expect(newResourceId(new Date("2025-05-07T00:00:00Z")).slice(0, 2)).toBe("2w");
    expect(newResourceId(new Date("2014-05-13T16:53:20Z")).slice(0, 4)).toBe("0000");
  });
});
