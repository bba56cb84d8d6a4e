import { expect, test } from "vitest";
import { summarize } from "../../bench/statistics.ts";

test.each([
  { values: [3, 1, 2], want: { median: 2, min: 1, max: 3 } },
  { values: [10, 9, 1, 2], want: { median: 5.5, min: 1, max: 10 } },
  { values: [104_217.4], want: { median: 104_200, min: 104_200, max: 104_200 } },
])("summarizes $values with the median $want.median", ({ values, want }) => {
  expect(summarize(values)).toStrictEqual(want);
});
