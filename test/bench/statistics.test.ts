import { expect, test } from "vitest";
import { roundsOf } from "../../bench/statistics.ts";

test.each([
  { values: [3, 1, 2], want: { median: 2, least: 1, most: 3 } },
  { values: [10, 9, 1, 2], want: { median: 5.5, least: 1, most: 10 } },
  { values: [104_217.4], want: { median: 104_200, least: 104_200, most: 104_200 } },
])("the rounds $values have the median $want.median", ({ values, want }) => {
  expect(roundsOf(values)).toStrictEqual(want);
});
