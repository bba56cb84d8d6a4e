import { expect, test, vi } from "vitest";
import { scaled } from "../support/full-counts.ts";
import { runScript, type Run } from "../support/run.ts";

const writes = scaled(10_000);

test(`npm run soak: loses, duplicates and corrupts none of ${writes} writes to a registry with random faults`, async () => {
  const { code, stdout, stderr } = await runScript(["scripts/soak.ts", "--writes", String(writes)]);
  expect({ code, stderr }, stdout).toStrictEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(new RegExp(String.raw`^${writes} writes at concurrency 50, seed \d+$`, "m"));
  expect(stdout).toMatch(new RegExp(`^${writes} stored: 0 lost, 0 extra, 0 wrong$`, "m"));
  for (const name of ["ApiError", "ConnectionError", "MalformedResponseError", "RedirectError", "TimeoutError"]) {
    expect(stdout).toContain(`${name} unknown`);
  }
});

const invalid = [
  ...["abc", "0", "1.5", "10000001", "-1"].map((value) => ({ name: "writes", value, range: "1 to 10000000" })),
  ...["abc", "-1", "9007199254740993"].map((value) => ({ name: "seed", value, range: "0 to 9007199254740991" })),
  ...["abc", "999"].map((value) => ({ name: "lines", value, range: "1000 to 10000000" })),
];
const errorLine = ({ name, value, range }: (typeof invalid)[number]) =>
  `Invalid --${name}: ${value}. Expected a whole number from ${range}.\n`;

/** Runs the script in this process until it exits: a process for each row would take a second. */
async function runHere(parameters: readonly string[]): Promise<Run> {
  const printed = { stdout: "", stderr: "" };
  vi.spyOn(console, "log").mockImplementation((text) => (printed.stdout += `${String(text)}\n`));
  vi.spyOn(console, "error").mockImplementation((text) => (printed.stderr += `${String(text)}\n`));
  vi.spyOn(process, "argv", "get").mockReturnValue(["node", "scripts/soak.ts", ...parameters]);
  const exit = vi.spyOn(process, "exit").mockImplementation(() => {
    throw new Error("process.exit was called.");
  });
  vi.resetModules();
  await expect(import("../../scripts/soak.ts")).rejects.toThrow("process.exit was called.");
  const [[code] = []] = exit.mock.calls;
  vi.restoreAllMocks();
  return { code: Number(code), ...printed };
}

test.each(invalid)("npm run soak: rejects --$name $value", async (row) => {
  const { name, value } = row;
  for (const parameters of [[`--${name}`, value], [`--${name}=${value}`]]) {
    expect(await runHere(parameters)).toStrictEqual({ code: 1, stdout: "", stderr: errorLine(row) });
  }
});

test("npm run soak: rejects --engine mysql", async () => {
  const stderr = "Invalid --engine: mysql. Expected redis or postgres.\n";
  expect(await runHere(["--engine", "mysql"])).toStrictEqual({ code: 1, stdout: "", stderr });
});

test.each(invalid.slice(0, 1))("npm run soak: rejects --$name $value in its own process", async (row) => {
  const run = await runScript(["scripts/soak.ts", `--${row.name}`, row.value]);
  expect(run).toStrictEqual({ code: 1, stdout: "", stderr: errorLine(row) });
});
