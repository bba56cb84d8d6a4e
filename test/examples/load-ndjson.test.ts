import { appendFile, open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRegistryClient } from "clinia-registry-client";
import {
  createEmbeddedRegistry,
  type EmbeddedRegistry,
  type EmbeddedRegistryOptions,
} from "clinia-registry-client/embedded";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { inNewFolder } from "../support/contract-copy.ts";
import { withFastTimers } from "../support/fast-timers.ts";
import { runScript } from "../support/run.ts";

// Everything works as without it; `open` tells besides what it has opened.
vi.mock("node:fs/promises", { spy: true });

const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
// Its own run comes first: examples.test.ts says what it prints. Vitest's parameters are no file of patients.
process.argv.splice(2);
const { load } = await import("../../examples/load-ndjson.ts");

beforeEach(() => {
  log.mockClear();
  vi.mocked(open).mockClear();
});

const path = { sourceKey: "ehr-prod", resourceType: "patient" };

/** A file of NDJSON, and a registry to load it into. */
async function withFile(
  work: (loading: {
    file: string;
    embedded: EmbeddedRegistry;
    /** Writes the lines into the file, loads it, and gives what was printed and how many patients are stored. */
    loaded: (lines: readonly (string | Uint8Array)[]) => Promise<{ said: string[]; stored: number }>;
    journal: () => Promise<unknown[]>;
  }) => Promise<void>,
  options: EmbeddedRegistryOptions = {},
): Promise<void> {
  await inNewFolder(async (folder) => {
    const file = join(folder, "patients.ndjson");
    const embedded = createEmbeddedRegistry(options);
    const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });
    await work({
      file,
      embedded,
      async loaded(lines) {
        const bytes = lines.flatMap((line) => [Buffer.from(line), Buffer.from("\n")]);
        await writeFile(file, Buffer.concat(bytes.slice(0, -1)));
        log.mockClear();
        await load(registry, file);
        const said = log.mock.calls.map(([line]) =>
          String(line)
            .trim()
            .replaceAll(/_\w{27}\b/g, "_…"),
        );
        return { said, stored: embedded.resources(path).length };
      },
      async journal() {
        const text = await readFile(`${file}.journal`, "utf8");
        return text
          .trim()
          .split("\n")
          .map((line) => (JSON.parse(line) as { runs: unknown }).runs);
      },
    });
  });
}

function patients(count: number): string[] {
  return Array.from({ length: count }, (_, index) => patient(`made-up-${index + 1}`));
}

const patient = (id: string, family = "Made Up") => JSON.stringify({ id, family });
const withLine = (lines: readonly string[], line: number, text: string) => lines.with(line - 1, text);

describe("the example that loads NDJSON tells what is stored", () => {
  test("when broken lines are fixed after another run, and sends them alone", async () => {
    await withFile(async ({ loaded, journal }) => {
      const fixed = patients(2_500);
      const broken = withLine(withLine(fixed, 3, '{"id":'), 1_500, "{}");
      const told = ["line 3: not JSON", "line 1500: no id"];
      expect(await loaded(broken)).toStrictEqual({
        said: [...told, "2498 of 2500 lines are in the registry"],
        stored: 2_498,
      });
      const again = "lines are in the registry, some of them by an earlier run";
      expect(await loaded(broken)).toStrictEqual({ said: [...told, `2498 of 2500 ${again}`], stored: 2_498 });
      expect(await loaded(fixed)).toStrictEqual({ said: [`2500 of 2500 ${again}`], stored: 2_500 });
      expect(await journal()).toStrictEqual([
        [
          { from: 1, to: 2 },
          { from: 4, to: 1_001 },
        ],
        [
          { from: 1_002, to: 1_499 },
          { from: 1_501, to: 2_002 },
        ],
        [{ from: 2_003, to: 2_500 }],
        [
          { from: 3, to: 3 },
          { from: 1_500, to: 1_500 },
        ],
      ]);
    });
  });

  test.each([
    { by: "the client", options: {}, family: "x".repeat(8_000_000), why: /batchBytes/ },
    { by: "the registry", options: { maxBodyBytes: 2_000 }, family: "x".repeat(2_000), why: / 413 / },
  ])("when an operation is refused by $by, in each run until it is fixed", async ({ options, family, why }) => {
    await withFile(async ({ loaded }) => {
      const refused = withLine(patients(6), 2, patient("made-up-2", family));
      const told = expect.stringMatching(new RegExp(`^line 2: .*${why.source}`)) as string;
      expect(await loaded(refused)).toStrictEqual({ said: [told, "5 of 6 lines are in the registry"], stored: 5 });
      const again = "lines are in the registry, some of them by an earlier run";
      expect(await loaded(refused)).toStrictEqual({ said: [told, `5 of 6 ${again}`], stored: 5 });
      expect(await loaded(patients(6))).toStrictEqual({ said: [`6 of 6 ${again}`], stored: 6 });
    }, options);
  });

  test("when an operation fails in a task, and succeeds in the next run", async () => {
    await withFile(async ({ loaded, embedded }) => {
      embedded.faults.nextOperations(2, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
      const failed = (line: number) =>
        expect.stringMatching(new RegExp(`^line ${line}: .* bk_….* FAILED_PRECONDITION\\b`)) as string;
      expect(await loaded(patients(4))).toStrictEqual({
        said: [failed(1), failed(2), "2 of 4 lines are in the registry"],
        stored: 2,
      });
      embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
      expect(await loaded(patients(4))).toStrictEqual({
        said: [failed(1), "3 of 4 lines are in the registry"],
        stored: 3,
      });
      expect(await loaded(patients(4))).toStrictEqual({ said: ["4 of 4 lines are in the registry"], stored: 4 });
    });
  });

  test("when the registry does not know the tasks of an earlier run any more", async () => {
    await withFile(async ({ loaded, embedded }) => {
      await loaded(patients(3));
      embedded.reset();
      // A task that is not found is looked for a while.
      const loading = await withFastTimers(() => loaded(patients(3)));
      expect(loading).toStrictEqual({ said: ["3 of 3 lines are in the registry"], stored: 3 });
    });
  });

  test("when the file comes from Windows, and has blank lines: they count in the numbers alone", async () => {
    await withFile(async ({ loaded }) => {
      const [one = "", two = "", three = ""] = patients(3);
      expect(await loaded([`\uFEFF${one}\r`, "\r", `${two}\r`, "", "{}\r", `${three}\r`, ""])).toStrictEqual({
        said: ["line 5: no id", "3 of 4 lines are in the registry"],
        stored: 3,
      });
    });
  });
});

describe("D1: the example that loads NDJSON", () => {
  // What readline splits differs from one runtime to the next: npm run test:runtimes loads these lines on each of them.
  test("ends a line at a line feed alone", async () => {
    await withFile(async ({ loaded, embedded }) => {
      const families = ["Two\u2028lines", "Two\u2029paragraphs", "A\u0085next\fline\v", "x".repeat(200_000)];
      const lines = families.map((family, index) => patient(`made-up-${index + 1}`, family));
      expect(await loaded([...lines, "{}"])).toStrictEqual({
        said: ["line 5: no id", "4 of 5 lines are in the registry"],
        stored: 4,
      });
      const stored = embedded.resources(path).map(({ data }) => (data as { name: unknown }).name);
      expect(stored).toStrictEqual(families.map((family) => [{ family }]));
    });
  });

  test("tells a line that is not UTF-8, and loads the others", async () => {
    await withFile(async ({ loaded }) => {
      const latin1 = Buffer.from(patient("made-up-1", "Lévesque"), "latin1");
      const utf16 = Buffer.from(`\uFEFF${patient("made-up-2")}`, "utf16le");
      expect(await loaded([latin1, utf16, patient("made-up-3", "Lévesque")])).toStrictEqual({
        said: ["line 1: not UTF-8", "line 2: not UTF-8", "1 of 3 lines are in the registry"],
        stored: 1,
      });
    });
  });

  test("of an empty file writes nothing", async () => {
    await withFile(async ({ loaded }) => {
      expect(await loaded([])).toStrictEqual({ said: ["0 of 0 lines are in the registry"], stored: 0 });
    });
  });
});

test("the example ends, and sends nothing twice, when a task of an earlier run has not ended", async () => {
  await withFile(
    async ({ file, embedded, loaded, journal }) => {
      const dying = {
        read: () => Promise.resolve([]),
        add: (entry: unknown) =>
          writeFile(`${file}.journal`, JSON.stringify(entry)).then(() => {
            throw new Error("The process ends here.");
          }),
      };
      await writeFile(file, patients(3).join("\n"));
      const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });
      await expect(load(registry, file, dying)).rejects.toThrow("The process ends here.");
      const loading = withFastTimers(() => loaded(patients(3)));
      await expect(loading).rejects.toMatchObject({ name: "TaskTimeoutError", status: "PENDING" });
      expect(await journal()).toStrictEqual([[{ from: 1, to: 3 }]]);
      await embedded.completeTasks();
      expect(await loaded(patients(3))).toStrictEqual({
        said: ["3 of 3 lines are in the registry, some of them by an earlier run"],
        stored: 3,
      });
    },
    { taskDurationMs: Infinity },
  );
});

test("D2: the example loses nothing when the process ends in two runs one after the other", async () => {
  await withFile(async ({ file, embedded, loaded }) => {
    await writeFile(file, patients(4_500).join("\n"));
    const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });
    const journal = `${file}.journal`;
    await writeFile(journal, "");
    const dying = {
      async read() {
        const lines = (await readFile(journal, "utf8")).split("\n").filter((line) => line !== "");
        return lines.map((line) => JSON.parse(line) as { taskId: string; runs: { from: number; to: number }[] });
      },
      async add(entry: unknown) {
        await appendFile(journal, `\n${JSON.stringify(entry)}`);
        throw new Error("The process ends here.");
      },
    };
    for (const run of ["first", "second"]) {
      await expect(load(registry, file, dying), run).rejects.toThrow("The process ends here.");
      await embedded.completeTasks();
    }
    expect(await dying.read()).not.toHaveLength(0);
    expect(await loaded(patients(4_500))).toStrictEqual({
      said: ["4500 of 4500 lines are in the registry, some of them by an earlier run"],
      stored: 4_500,
    });
  });
});

test("the example closes the file when the loading ends early", async () => {
  await withFile(async ({ file }) => {
    await writeFile(file, patients(6_000).join("\n"));
    const registry = createRegistryClient({
      baseUrl: "http://localhost",
      apiKey: "any",
      fetch: createEmbeddedRegistry().fetch,
    });
    const full = { read: () => Promise.resolve([]), add: () => Promise.reject(new Error("The disk is full.")) };
    await expect(load(registry, file, full)).rejects.toThrow("The disk is full.");
    const [opened] = vi.mocked(open).mock.settledResults;
    // The stream closes the file after it has ended.
    await expect.poll((): unknown => opened?.value).toMatchObject({ fd: -1 });
  });
});

test("the example loads the file that it is given, and keeps its journal beside it", async () => {
  await withFile(async ({ file, journal }) => {
    await writeFile(file, [...patients(2), "not a patient"].join("\n"));
    expect(await runScript(["examples/load-ndjson.ts", file])).toStrictEqual({
      code: 0,
      stdout: "  line 3: not JSON\n  2 of 3 lines are in the registry\n",
      stderr: "",
    });
    expect(await journal()).toStrictEqual([[{ from: 1, to: 2 }]]);
  });
});
