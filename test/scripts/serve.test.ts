import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createPath } from "../support/raw-request.ts";
import { ended, runScript, startScript } from "../support/run.ts";

const script = "scripts/serve.ts";

/** Starts it and waits until it has said all it has to say. */
async function serving(parameters: string[], environment?: Record<string, string>) {
  const child = startScript([script, ...parameters], environment);
  const end = ended(child);
  const said = await new Promise<string>((resolve, reject) => {
    let stdout = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (/curl .*--data /s.test(stdout) && stdout.endsWith("\n")) resolve(stdout);
    });
    child.once("close", () => {
      reject(new Error("It ended before it was up."));
    });
  });
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? "";
  return { child, end, said, url };
}

/** Runs a curl line in a shell. */
function pasted(line: string) {
  return ended(spawn("sh", ["-c", `curl() { '${process.execPath}' test/support/curl.mjs "$@"; }\n${line}`]));
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return String(port);
}

/** Windows has no signals: what is sent one there ends at once, and tidies nothing up. */
const hasSignals = process.platform !== "win32";
const cleanEnd = hasSignals ? { code: 0, stderr: "" } : { stderr: "" };

function stop(child: ChildProcess, signal: NodeJS.Signals): void {
  child.kill(signal);
}

describe.concurrent("npm run serve", () => {
  test("prints a curl line that works when it is pasted, and accepts the types that --asynchronous names as tasks", async () => {
    const { child, end, said, url } = await serving(["--port", "0", "--asynchronous", "clinic,location"]);
    const { code, stdout } = await pasted(said.slice(said.indexOf("curl ")));
    const headers = { "content-type": "application/json", "x-clinia-api-key": "any" };
    const accepted = ["clinic", "location"].map(async (type) => {
      const address = `${url}/sources/ehr-prod/v1/resources/${type}`;
      return (await fetch(address, { method: "POST", headers, body: '{"data":{}}' })).status;
    });
    expect(await Promise.all(accepted)).toStrictEqual([202, 202]);
    stop(child, "SIGINT");
    await end;
    // Who opens the first page has to wait, and nothing on it can say why.
    expect(said).toContain("It is built when a browser first asks for it: that takes 10 to 20 s.\n");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "PERSISTED",
      resource: { type: "patient", data: { name: [{ family: "Tremblay", given: ["Alice"] }] } },
    });
  });

  test.each(["SIGINT", "SIGTERM"] as const)("stops cleanly on %s, also with a connection open", async (signal) => {
    const { child, end, url } = await serving(["--port", "0"]);
    await (await fetch(`${url}${createPath}`)).text();
    const start = performance.now();
    stop(child, signal);
    expect(await end).toMatchObject(cleanEnd);
    expect(performance.now() - start).toBeLessThan(4_000);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  test("serves the documentation, whose samples call it", async () => {
    const { child, end, url } = await serving(["--port", "0"]);
    const [guide, reference, missing] = await Promise.all(
      ["", "/api.html", "/missing.html"].map(async (address) => {
        const response = await fetch(url + address);
        return { status: response.status, text: await response.text() };
      }),
    );
    const [, source = ""] = /"source":("curl (?:[^"\\]|\\.)*")/.exec(reference?.text ?? "") ?? [];
    const { stdout } = await pasted(JSON.parse(source) as string);
    stop(child, "SIGINT");
    await end;
    expect(guide?.text).toContain("<h1");
    expect(reference?.text).toContain(
      `"servers":[{"url":"${url}","description":"The embedded registry beside this page"}`,
    );
    expect(JSON.parse(stdout)).toMatchObject({ status: "PERSISTED" });
    expect(missing).toStrictEqual({ status: 404, text: "There is no such page. The documentation begins at /" });
    // The documentation is built meanwhile: 20 s alone, and over a minute beside the other tests.
  }, 180_000);

  test("stops at once while it builds the documentation, and leaves nothing of it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "clinia-registry-serve-test-"));
    const { child, end, url } = await serving(["--port", "0"], { TMPDIR: folder, TEMP: folder, TMP: folder });
    const page = fetch(url).catch((error: unknown) => error);
    await expect.poll(() => readdir(folder), { timeout: 10_000 }).not.toStrictEqual([]);
    stop(child, "SIGINT");
    expect(await end).toMatchObject(cleanEnd);
    expect(await page).toBeInstanceOf(Error);
    if (hasSignals) expect(await readdir(folder)).toStrictEqual([]);
    await rm(folder, { recursive: true });
  });

  test("takes the port from PORT, and --port before it", async () => {
    const [fromVariable, fromOption] = [await freePort(), await freePort()];
    const first = await serving([], { PORT: fromVariable });
    const second = await serving(["--port", fromOption], { PORT: fromVariable });
    expect([first.url, second.url]).toStrictEqual([
      `http://127.0.0.1:${fromVariable}`,
      `http://127.0.0.1:${fromOption}`,
    ]);
    for (const { child, end } of [first, second]) {
      stop(child, "SIGINT");
      await end;
    }
  });

  test("says in one line that a port is in use", async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const port = String((server.address() as AddressInfo).port);
    const run = await runScript([script, "--port", port]);
    server.close();
    expect(run).toStrictEqual({
      code: 1,
      stdout: "",
      stderr: `Port ${port} is in use. Choose another one: npm run serve -- --port N\n`,
    });
  });

  test("refuses an option that it does not know", async () => {
    const { code, stdout, stderr } = await runScript([script, "--prot", "4010"]);
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^Unknown option '--prot'.* Known options: --port, --asynchronous\.\n$/s);
    expect(stderr).not.toContain("    at ");
  });

  test.each(["http", "-1", "65536", "1.5", ""])("refuses the port %j", async (port) => {
    expect(await runScript([script, `--port=${port}`])).toStrictEqual({
      code: 1,
      stdout: "",
      stderr: `The port is not a number from 0 to 65535: ${port}\n`,
    });
  });
});
