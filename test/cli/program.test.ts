import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import { folderWith, profileWith, runIn } from "../support/command.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const patient = "clinia/profiles/patient.json";

describe("help", () => {
  test("the program lists its commands and exit codes", async () => {
    const { code, stdout } = await runIn(".", "--help");
    expect(code).toBe(0);
    expect(stdout).toMatch(/profiles +Generate, pull and push profiles\.[^]*Exit codes:\n {2}0 {4}done\n/);
  });

  test.each(["generate", "pull", "push"])("profiles %s has one example", async (command) => {
    const { code, stdout } = await runIn(".", `profiles ${command} --help`);
    expect(code).toBe(0);
    const examples = stdout.split("\n").filter((line) => line.includes("npx "));
    expect(examples).toEqual([
      expect.stringMatching(`^  npx -p clinia-registry-client clinia-registry profiles ${command} --`),
    ]);
  });

  test.each(["import", "verify", "enqueue", "worker"])(
    "%s lists each choice and each default once",
    async (command) => {
      const { stdout } = await runIn(".", `${command} --help`);
      const lines = stdout.split(/\n(?= {2}-)/).map((line) => line.replaceAll(/\s+/g, " "));
      const options = lines.filter((line) => line.includes("choices:"));
      expect(options.length).toBeGreaterThan(0);
      for (const option of options) {
        const [, choices = ""] = /choices: ((?:"\w+",?\s*)+)/.exec(option) ?? [];
        const [description = ""] = option.split(/default:|choices:/);
        expect(choices.match(/\w+/g)?.filter((choice) => description.split(/[ ,;]/).includes(choice))).toEqual([]);
        expect(option.split("default: ").length).toBeLessThanOrEqual(2);
      }
    },
  );

  test("the environment variables are in the help of each command that sends requests", async () => {
    for (const command of ["pull", "push"]) {
      const { stdout } = await runIn(".", `profiles ${command} --help`);
      for (const name of ["API_KEY", "WORKSPACE_ID", "BASE_URL", "SOURCE_KEY"])
        expect(stdout).toContain(`CLINIA_${name}`);
    }
  });
});

test("--version prints the version of the package", async () => {
  expect(await runIn(".", "--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

describe("an invalid command line exits with 2", () => {
  test.each<[string, string]>([
    ["profiles generat", "error: unknown command 'generat'\n(Did you mean generate?)\nAdd --help for the options.\n"],
    [
      "profiles generate --chek",
      "error: unknown option '--chek'\n(Did you mean --check?)\nAdd --help for the options.\n",
    ],
    ["profiles generate --api-key=key-CANARY-7f3a", "error: unknown option '--api-key'\nAdd --help for the options.\n"],
    ["profiles pull", "error: required option '--type <key...>' not specified\nAdd --help for the options.\n"],
    [
      "profiles generate more",
      "error: too many arguments for 'generate'. Expected 0 arguments but got 1.\nAdd --help for the options.\n",
    ],
  ])("%s", async (line, stderr) => {
    expect(await runIn(".", line)).toEqual({ code: 2, stdout: "", stderr });
  });

  test.each(["profiles"])("%s without a command prints the help", async (line) => {
    const { code, stderr } = await runIn(".", line);
    expect(code).toBe(2);
    expect(stderr).toContain("generate [options]");
  });
});

test.each([
  [new Error("The pipe is closed."), "The pipe is closed.\n"],
  ["closed", "closed\n"],
])("a failure of the output exits with 1, without a stack", async (failure, message) => {
  const folder = await folderWith({ [patient]: profileWith({ type: "symbol" }) });
  const write = () => {
    throw failure as Error;
  };
  expect(await runIn(folder, "profiles generate", { stdout: { write } })).toMatchObject({ code: 1, stderr: message });
});

/** A process whose signals can be sent. */
function fakeProcess(cwd: string, ...words: string[]) {
  const output = { stdout: "", stderr: "" };
  const stdout = Object.assign(new EventEmitter(), {
    write(text: string, written?: () => void) {
      output.stdout += text;
      written?.();
    },
  });
  const stderr = Object.assign(new EventEmitter(), { write: (text: string) => (output.stderr += text) });
  return Object.assign(new EventEmitter(), {
    ...{ argv: ["node", "clinia-registry", ...words], env: {}, output, stdout, stderr },
    exitCode: undefined as number | undefined,
    cwd: () => cwd,
    exit: vi.fn<(code: number) => void>(),
  });
}

describe("the process", () => {
  test("receives the exit code", async () => {
    const process = fakeProcess(".", "profiles", "generate", "--profiles", "none");
    await main(process);
    expect(process.exitCode).toBe(2);
    expect(process.output.stderr).toBe("There is no profile in none. Expected files such as patient.json.\n");
  });

  test.each(["SIGINT", "SIGTERM"])("%s ends --watch with 0", async (signal) => {
    const folder = await folderWith({ [patient]: profileWith({ type: "symbol" }) });
    const process = fakeProcess(folder, "profiles", "generate", "--watch");
    const done = main(process);
    await expect.poll(() => process.output.stdout).toContain("Wrote");
    process.emit(signal);
    await done;
    expect(process.exitCode).toBe(0);
    expect(process.listenerCount(signal)).toBe(0);
  });

  test("a connection that stays open does not keep a process that was ended", async () => {
    const folder = await folderWith({ [patient]: profileWith({ type: "symbol" }) });
    const process = fakeProcess(folder, "profiles", "generate", "--watch");
    const done = main(process);
    await expect.poll(() => process.output.stdout).toContain("Wrote");
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    try {
      process.emit("SIGTERM");
      await done;
      expect(process.exit).not.toHaveBeenCalled();
      vi.runAllTimers();
      expect(process.exit).toHaveBeenCalledWith(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test("a second Ctrl-C ends the process at once, but not the copy of the first that npx sends", async () => {
    const folder = await folderWith({ [patient]: profileWith({ type: "symbol" }) });
    const process = fakeProcess(folder, "profiles", "generate", "--watch");
    const clock = vi.spyOn(performance, "now").mockReturnValue(1_000);
    try {
      const done = main(process);
      process.emit("SIGINT");
      clock.mockReturnValue(1_100);
      process.emit("SIGINT");
      expect(process.exit).not.toHaveBeenCalled();
      clock.mockReturnValue(1_700);
      process.emit("SIGINT");
      expect(process.exit).toHaveBeenCalledWith(130);
      await done;
    } finally {
      clock.mockRestore();
    }
  });

  test.each([
    // A folder in the place of a file can't be read.
    ["journals", 3],
    ["missing", 2],
  ])("ends when a driver keeps a failed command open: a report of %s, with exit code %i", async (journals, code) => {
    const folder = await folderWith({ "journals/any.partitions/.keep": "" });
    const process = fakeProcess(folder, "report", "--journals", journals);
    await main(process);
    expect(process.exit).not.toHaveBeenCalled();
    await expect.poll(() => process.exit.mock.calls, { timeout: 3_000 }).toStrictEqual([[code]]);
  });

  test("a slow reader receives the whole output of a failed command", async () => {
    const folder = await folderWith({ "journals/any.partitions/.keep": "" });
    const process = fakeProcess(folder, "report", "--journals", "journals");
    const unread: ((() => void) | undefined)[] = [];
    process.stdout.write = (_, written) => void unread.push(written);
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    try {
      await main(process);
      vi.runAllTimers();
      expect(process.exit).not.toHaveBeenCalled();
      for (const written of unread) written?.();
      vi.runAllTimers();
      expect(process.exit).toHaveBeenCalledWith(3);
    } finally {
      vi.useRealTimers();
    }
  });

  test("continues when the reader of its output ends", async () => {
    const process = fakeProcess(".", "--version");
    await main(process);
    process.stdout.emit("error", new Error("EPIPE"));
    process.stderr.emit("error", new Error("EPIPE"));
    expect(process.exitCode).toBe(0);
  });
});

test("the entry runs the command line of the process", async () => {
  const { argv, exitCode } = process;
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    process.argv = ["node", "clinia-registry", "--version"];
    await import("../../src/cli/index.ts");
    expect(write.mock.calls).toEqual([[`${version}\n`]]);
    expect(process.exitCode).toBe(0);
  } finally {
    write.mockRestore();
    Object.assign(process, { argv, exitCode });
  }
});
