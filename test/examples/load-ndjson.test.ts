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

// Records the files that `open` opens. Nothing else changes.
vi.mock("node:fs/promises", { spy: true });

const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
// The import runs the example; examples.test.ts checks its output. Without this line it would load the arguments of Vitest.
process.argv.splice(2);
const { load } = await import("../../examples/load-ndjson.ts");

beforeEach(() => {
  log.mockClear();
  vi.mocked(open).mockClear();
});

const path = { sourceKey: "ehr-prod", resourceType: "patient" };

/** Runs `work` with a file of NDJSON, and a registry to load it into. */
async function withFile(
  work: (loading: {
    file: string;
    embedded: EmbeddedRegistry;
    /** Writes the lines to the file, and loads it. Resolves with the output and the number of stored patients. */
    loadLines: (lines: readonly (string | Uint8Array)[]) => Promise<{ printed: string[]; stored: number }>;
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
      async loadLines(lines) {
        const bytes = lines.flatMap((line) => [Buffer.from(line), Buffer.from("\n")]);
        await writeFile(file, Buffer.concat(bytes.slice(0, -1)));
        log.mockClear();
        await load(registry, file);
        const printed = log.mock.calls.map(([line]) =>
          String(line)
            .trim()
            .replaceAll(/_\w{27}\b/g, "_…"),
        );
        return { printed, stored: embedded.resources(path).length };
      },
      async journal() {
        const text = await readFile(`${file}.journal`, "utf8");
        return text
          .trim()
          .split("\n")
          .map((line) => (JSON.parse(line) as { ranges: unknown }).ranges);
      },
    });
  });
}

function patients(count: number): string[] {
  return Array.from({ length: count }, (_, index) => patient(`made-up-${index + 1}`));
}

const patient = (id: string, family = "Made Up") => JSON.stringify({ id, family });
const withLine = (lines: readonly string[], line: number, text: string) => lines.with(line - 1, text);

describe("examples/load-ndjson.ts reports how many lines are in the registry", () => {
  test("when invalid lines are fixed after two runs: only they are sent", async () => {
    await withFile(async ({ loadLines, journal }) => {
      const fixed = patients(2_500);
      const broken = withLine(withLine(fixed, 3, '{"id":'), 1_500, "{}");
      const reported = ["line 3: not JSON", "line 1500: no id"];
      expect(await loadLines(broken)).toStrictEqual({
        printed: [...reported, "2498 of 2500 lines are in the registry"],
        stored: 2_498,
      });
      const again = "lines are in the registry, some from an earlier run";
      expect(await loadLines(broken)).toStrictEqual({ printed: [...reported, `2498 of 2500 ${again}`], stored: 2_498 });
      expect(await loadLines(fixed)).toStrictEqual({ printed: [`2500 of 2500 ${again}`], stored: 2_500 });
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
  ])("when $by rejects an operation, in each run until it is fixed", async ({ options, family, why }) => {
    await withFile(async ({ loadLines }) => {
      const invalid = withLine(patients(6), 2, patient("made-up-2", family));
      const reported = expect.stringMatching(new RegExp(`^line 2: .*${why.source}`)) as string;
      expect(await loadLines(invalid)).toStrictEqual({
        printed: [reported, "5 of 6 lines are in the registry"],
        stored: 5,
      });
      const again = "lines are in the registry, some from an earlier run";
      expect(await loadLines(invalid)).toStrictEqual({ printed: [reported, `5 of 6 ${again}`], stored: 5 });
      expect(await loadLines(patients(6))).toStrictEqual({ printed: [`6 of 6 ${again}`], stored: 6 });
    }, options);
  });

  test("when an operation of a task fails, and succeeds in the next run", async () => {
    await withFile(async ({ loadLines, embedded }) => {
      embedded.faults.nextOperations(2, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
      const failed = (line: number) =>
        expect.stringMatching(new RegExp(`^line ${line}: .* bk_….* FAILED_PRECONDITION\\b`)) as string;
      expect(await loadLines(patients(4))).toStrictEqual({
        printed: [failed(1), failed(2), "2 of 4 lines are in the registry"],
        stored: 2,
      });
      embedded.faults.nextOperations(1, { type: "FAILED_PRECONDITION", message: "The pipeline refused it." });
      expect(await loadLines(patients(4))).toStrictEqual({
        printed: [failed(1), "3 of 4 lines are in the registry"],
        stored: 3,
      });
      expect(await loadLines(patients(4))).toStrictEqual({ printed: ["4 of 4 lines are in the registry"], stored: 4 });
    });
  });

  test("when the registry no longer has the tasks of an earlier run", async () => {
    await withFile(async ({ loadLines, embedded }) => {
      await loadLines(patients(3));
      embedded.reset();
      // A task that is not found is polled for notFoundGraceMs.
      const loading = await withFastTimers(() => loadLines(patients(3)));
      expect(loading).toStrictEqual({ printed: ["3 of 3 lines are in the registry"], stored: 3 });
    });
  });

  test("when the file has Windows line endings and blank lines, which count as line numbers only", async () => {
    await withFile(async ({ loadLines }) => {
      const [one = "", two = "", three = ""] = patients(3);
      expect(await loadLines([`\uFEFF${one}\r`, "\r", `${two}\r`, "", "{}\r", `${three}\r`, ""])).toStrictEqual({
        printed: ["line 5: no id", "3 of 4 lines are in the registry"],
        stored: 3,
      });
    });
  });
});

describe("D1: examples/load-ndjson.ts", () => {
  // `readline` splits differently on each runtime: npm run test:runtimes loads these lines on all of them.
  test("splits lines at line feeds only", async () => {
    await withFile(async ({ loadLines, embedded }) => {
      const families = ["Two\u2028lines", "Two\u2029paragraphs", "A\u0085next\fline\v", "x".repeat(200_000)];
      const lines = families.map((family, index) => patient(`made-up-${index + 1}`, family));
      expect(await loadLines([...lines, "{}"])).toStrictEqual({
        printed: ["line 5: no id", "4 of 5 lines are in the registry"],
        stored: 4,
      });
      const stored = embedded.resources(path).map(({ data }) => (data as { name: unknown }).name);
      expect(stored).toStrictEqual(families.map((family) => [{ family }]));
    });
  });

  test("reports lines that are not UTF-8, and loads the others", async () => {
    await withFile(async ({ loadLines }) => {
      const latin1 = Buffer.from(patient("made-up-1", "Lévesque"), "latin1");
      const utf16 = Buffer.from(`\uFEFF${patient("made-up-2")}`, "utf16le");
      expect(await loadLines([latin1, utf16, patient("made-up-3", "Lévesque")])).toStrictEqual({
        printed: ["line 1: not UTF-8", "line 2: not UTF-8", "1 of 3 lines are in the registry"],
        stored: 1,
      });
    });
  });

  test("writes nothing for an empty file", async () => {
    await withFile(async ({ loadLines }) => {
      expect(await loadLines([])).toStrictEqual({ printed: ["0 of 0 lines are in the registry"], stored: 0 });
    });
  });
});

test("examples/load-ndjson.ts rejects, and resends nothing, while a task of an earlier run is pending", async () => {
  await withFile(
    async ({ file, embedded, loadLines, journal }) => {
      const crashing = {
        read: () => Promise.resolve([]),
        add: (entry: unknown) =>
          writeFile(`${file}.journal`, JSON.stringify(entry)).then(() => {
            throw new Error("simulated crash");
          }),
      };
      await writeFile(file, patients(3).join("\n"));
      const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });
      await expect(load(registry, file, crashing)).rejects.toThrow("simulated crash");
      const loading = withFastTimers(() => loadLines(patients(3)));
      await expect(loading).rejects.toMatchObject({ name: "TaskTimeoutError", status: "PENDING" });
      expect(await journal()).toStrictEqual([[{ from: 1, to: 3 }]]);
      await embedded.completeTasks();
      expect(await loadLines(patients(3))).toStrictEqual({
        printed: ["3 of 3 lines are in the registry, some from an earlier run"],
        stored: 3,
      });
    },
    { taskDurationMs: Infinity },
  );
});

test("D2: examples/load-ndjson.ts loses nothing when two runs crash", async () => {
  await withFile(async ({ file, embedded, loadLines }) => {
    await writeFile(file, patients(4_500).join("\n"));
    const registry = createRegistryClient({ baseUrl: "http://localhost", apiKey: "any", fetch: embedded.fetch });
    const journal = `${file}.journal`;
    await writeFile(journal, "");
    const crashing = {
      async read() {
        const lines = (await readFile(journal, "utf8")).split("\n").filter((line) => line !== "");
        return lines.map((line) => JSON.parse(line) as { taskId: string; ranges: { from: number; to: number }[] });
      },
      async add(entry: unknown) {
        await appendFile(journal, `\n${JSON.stringify(entry)}`);
        throw new Error("simulated crash");
      },
    };
    for (const run of ["first", "second"]) {
      await expect(load(registry, file, crashing), run).rejects.toThrow("simulated crash");
      await embedded.completeTasks();
    }
    expect(await crashing.read()).not.toHaveLength(0);
    expect(await loadLines(patients(4_500))).toStrictEqual({
      printed: ["4500 of 4500 lines are in the registry, some from an earlier run"],
      stored: 4_500,
    });
  });
});

test("examples/load-ndjson.ts closes the file when the load stops early", async () => {
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

test("examples/load-ndjson.ts loads the file of its argument, and writes the journal beside it", async () => {
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
