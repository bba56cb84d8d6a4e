import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createIdSet, type ExpectedState } from "../../../src/import/compare/id-set.ts";
import { isFull, scaled } from "../../support/full-counts.ts";

describe("the ids of an extract", () => {
  test.each<[operations: ExpectedState[], isFound: boolean, difference: string | undefined]>([
    [["stored"], true, undefined],
    [["stored"], false, "missing"],
    [["deleted"], true, "not deleted"],
    [["deleted"], false, undefined],
    [["stored", "deleted"], true, "not deleted"],
    [["stored", "deleted"], false, undefined],
    [["stored", "deleted", "stored"], true, undefined],
    [["deleted", "stored"], false, "missing"],
  ])("after %j, and found: %j, the difference is %j", (operations, isFound, difference) => {
    const ids = createIdSet();
    for (const state of operations) ids.put("a", state);
    if (isFound) expect(ids.find("a")).toBe(operations.at(-1));
    expect(ids.takeDifference("a")).toBe(difference);
    expect(ids.takeDifference("a")).toBeUndefined();
  });

  test("an id that is not in the extract is unknown", () => {
    const ids = createIdSet();
    ids.put("a", "stored");
    expect(ids.find("b")).toBeUndefined();
    expect(ids.takeDifference("b")).toBeUndefined();
    expect(ids.counts()).toEqual({ expected: 1, found: 0, notDeleted: 0 });
  });

  test("an id that is found twice counts once", () => {
    const ids = createIdSet();
    ids.put("a", "stored");
    ids.put("b", "deleted");
    for (const id of ["a", "a", "b", "b"]) ids.find(id);
    expect(ids.counts()).toEqual({ expected: 1, found: 1, notDeleted: 1 });
  });

  test("any ids are as in a map", () => {
    const states = fc.constantFrom<ExpectedState>("stored", "deleted");
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ maxLength: 3 }), states)), fc.array(fc.string()), (puts, others) => {
        const ids = createIdSet();
        const map = new Map(puts);
        for (const [id, state] of puts) ids.put(id, state);
        for (const id of [...map.keys(), ...others]) expect(ids.find(id)).toBe(map.get(id));
      }),
      { numRuns: scaled(1_000) },
    );
  });

  test("consecutive numbers have different hashes", () => {
    const count = isFull ? 5_000_000 : 100_000;
    const ids = createIdSet();
    for (let number = 0; number < count; number++) ids.put(`patient\n${number}`, "stored");
    for (let number = 0; number < count; number++) ids.find(`patient\nA${number}`);
    expect(ids.counts()).toEqual({ expected: count, found: 0, notDeleted: 0 });
  });
});
