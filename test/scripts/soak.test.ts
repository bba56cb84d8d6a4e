import { expect, test } from "vitest";
import { runScript } from "../support/run.ts";

test("npm run soak: of 2,000 writes to a registry that fails at random none is lost, doubled or wrong", async () => {
  const { code, stdout, stderr } = await runScript(["scripts/soak.ts", "--writes", "2000"]);
  expect({ code, stderr }, stdout).toStrictEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^2000 writes at concurrency 50, seed \d+$/m);
  expect(stdout).toMatch(/^2000 stored: 0 lost, 0 too many, 0 wrong$/m);
  for (const name of ["ApiError", "ConnectionError", "MalformedResponseError", "RedirectError", "TimeoutError"]) {
    expect(stdout).toContain(`${name} unknown`);
  }
}, 120_000);

test.each([
  ...["abc", "0", "1.5", "10000001", "-1"].map((value) => ({ name: "writes", value, range: "1 to 10000000" })),
  ...["abc", "-1", "9007199254740993"].map((value) => ({ name: "seed", value, range: "0 to 9007199254740991" })),
])("npm run soak: refuses --$name $value", async ({ name, value, range }) => {
  for (const parameters of [[`--${name}`, value], [`--${name}=${value}`]]) {
    expect(await runScript(["scripts/soak.ts", ...parameters])).toStrictEqual({
      code: 1,
      stdout: "",
      stderr: `--${name} is ${value}, and must be a whole number from ${range}.\n`,
    });
  }
});
