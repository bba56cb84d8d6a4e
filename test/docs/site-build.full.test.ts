import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readContract } from "../../scripts/contract/document.ts";
import { apiReference } from "../../scripts/docs/api-reference.ts";
import { contractFile } from "../support/contract-copy.ts";
import { runScript, type Run } from "../support/run.ts";
import { filesOf, imported, site } from "./site.ts";

/** A second site, as `npm run serve` builds it. Only its API reference differs from that of `site`. */
let again = "";
const server = "http://127.0.0.1:4010";
let run: Run | undefined;

/** A clock that advances a second each time it is read, as on a busy machine. */
const busyClock = imported("let now = Date.now(); Date.now = () => (now += 1000);");

describe("npm run docs", () => {
  beforeAll(async () => {
    again = await mkdtemp(join(tmpdir(), "clinia-registry-site-test-"));
    const parameters = ["scripts/docs.ts", "--out", again, "--server", server];
    run = await runScript(parameters, { NODE_OPTIONS: busyClock });
  });

  afterAll(() => rm(again, { recursive: true }));

  test("builds the site, and prints the duration of each step", () => {
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect([...(run?.stdout ?? "").matchAll(/^(\S.*?) +\d+ ms$/gm)].map(([, title]) => title)).toStrictEqual([
      "lint openapi/registry.yaml",
      "the guide and the client reference",
      "the API reference",
    ]);
    expect(run?.stdout).toContain(`Open ${join(again, "index.html")}\n`);
  });

  test("D5: gives the same bytes each time, on a busy machine too", async () => {
    vi.stubEnv("NODE_OPTIONS", busyClock);
    let now = Date.now();
    vi.spyOn(Date, "now").mockImplementation(() => (now += 1000));
    const reference = await apiReference(await readContract(contractFile)).finally(() => {
      vi.restoreAllMocks();
      vi.unstubAllEnvs();
    });
    const [first, second] = await Promise.all([filesOf(site), filesOf(again)]);
    expect(second.get("/api.html")).toContain(server);
    second.set("/api.html", reference);
    expect([...second.keys()]).toStrictEqual([...first.keys()]);
    const differing = [...first].filter(([name, text]) => second.get(name) !== text).map(([name]) => name);
    expect(differing).toStrictEqual([]);
  });
});
