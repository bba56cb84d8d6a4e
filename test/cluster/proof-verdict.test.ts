import { expect, test } from "vitest";
import { canary } from "../import/crash/made-up-input.ts";
import type { ProofResult } from "./proof/run.ts";
import { judge } from "./proof/verdict.ts";

/*
 * The proofs expect no fault. These tests expect that they would find one.
 */

const counts = { read: 3, written: 2, rejected: 1, skipped: 0, open: 0 };
const rejects = [{ file: "patients.ndjson", line: 1, offset: 0, reason: "not JSON" }];
const stored = { bulks: 1, operations: 2 };
const faultless: ProofResult = {
  input: {
    ...{ file: "patients.ndjson", lineCount: 3, rejected: [1] },
    last: new Map([
      ["canary-0", 1],
      ["canary-1", 2],
    ]),
  },
  report: { name: "patients.ndjson", partitions: [], rejects, ...counts },
  stored: {
    ...stored,
    resources: [
      ["canary-0", 1],
      ["canary-1", 2],
    ],
  },
  ...{ seconds: 1, kills: 1, endedThemselves: [], wasFrozen: false, dumps: "expectedFiles" },
  runs: [
    { code: null, stdout: "started", stderr: "" },
    { code: 0, stdout: "started", stderr: "" },
  ],
};

test("a proof without a fault is judged so", () => {
  expect(judge(faultless)).toStrictEqual({ stored: 2, lost: 0, stale: 0, extra: 0, resent: 0, problems: [] });
});

const withResources = (...resources: [string, number][]) => ({ stored: { ...stored, resources } });

test.each<{ fault: string; change: Partial<ProofResult>; found: object }>([
  { fault: "a lost record", change: withResources(["canary-1", 2]), found: { lost: 1 } },
  { fault: "a stale record", change: withResources(["canary-0", 0], ["canary-1", 2]), found: { stale: 1 } },
  {
    fault: "a record of no line",
    change: withResources(["canary-0", 1], ["canary-1", 2], ["canary-2", 2]),
    found: { extra: 1 },
  },
])("a proof finds $fault", ({ change, found }) => {
  expect(judge({ ...faultless, ...change })).toMatchObject({ problems: [], ...found });
});

test.each<{ fault: string; change: Partial<ProofResult>; problem: RegExp }>([
  {
    fault: "a reject that is reported twice",
    change: { report: { ...faultless.report, rejects: [...rejects, ...rejects] } },
    problem: /^The rejected lines are \[1,1\], and not \[1\]\.$/,
  },
  {
    fault: "a sum that is not that of the lines",
    change: { report: { ...faultless.report, read: 4 } },
    problem: /^The sums of the report are .*"read":4/,
  },
  {
    fault: "a worker that ended by itself",
    change: { endedThemselves: [{ code: 3, stdout: "", stderr: "why" }] },
    problem: /^A worker ended by itself with 3: why$/,
  },
  {
    fault: "a worker that ended with an error",
    change: { kills: 0, runs: [{ code: 1, stdout: "", stderr: "why" }] },
    problem: /^A worker ended with 1: why$/,
  },
  { fault: "a kill that nothing made", change: { kills: 2 }, problem: /^1 workers were killed, and not 2\.$/ },
  { fault: "a dump without jobs", change: { dumps: "bull" }, problem: /^The dump has no job of the queue\.$/ },
  {
    fault: "data in the queue",
    change: { dumps: `expectedFiles ${Buffer.from(canary).toString("hex")}` },
    problem: /^The queue or a journal has made-up data\.$/,
  },
  {
    fault: "data in the output of a worker",
    change: { kills: 0, runs: [{ code: 0, stdout: "", stderr: "canary-5" }] },
    problem: /^The output of a worker has made-up data\.$/,
  },
])("a proof finds $fault", ({ change, problem }) => {
  const { problems } = judge({ ...faultless, ...change });
  expect(problems).toStrictEqual([expect.stringMatching(problem)]);
});
