import { spawn } from "node:child_process";
import { describe, expect, onTestFinished, test } from "vitest";
import { readPort, serve } from "../../scripts/serve/serve.ts";
import { freePort } from "../support/free-port.ts";
import { createPath } from "../support/raw-request.ts";
import { ended, runCurl, runScript, startScript } from "../support/run.ts";

const script = "scripts/serve.ts";

/** Serves in this process until the end of the test. */
async function serveHere(options: Partial<Parameters<typeof serve>[0]> = {}) {
  const served = await serve({ port: 0, asynchronous: [], allowedHosts: [], ...options });
  onTestFinished(() => served.close());
  return served;
}

/** Starts the command, and waits until it has printed everything. */
async function startCommand(parameters: string[], environment?: Record<string, string>) {
  const child = startScript([script, ...parameters], environment);
  const end = ended(child);
  const printed = await new Promise<string>((resolve, reject) => {
    let stdout = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (/curl .*--data /s.test(stdout) && stdout.endsWith("\n")) resolve(stdout);
    });
    child.once("close", () => {
      reject(new Error("It ended before it was running."));
    });
  });
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? "";
  return { child, end, printed, url };
}

const headers = { "content-type": "application/json", "x-clinia-api-key": "any" };

/** Creates a resource of a type, and resolves with the status of the response. */
async function createStatus(url: string, type: string): Promise<number> {
  const address = `${url}/sources/ehr-prod/v1/resources/${type}`;
  return (await fetch(address, { method: "POST", headers, body: '{"data":{}}' })).status;
}

/** Windows has no signals: a process that is sent one ends immediately, without cleaning up. */
const hasSignals = process.platform !== "win32";
const cleanEnd = hasSignals ? { code: 0, stderr: "" } : { stderr: "" };

describe("npm run serve", () => {
  test("applies --asynchronous, --allowed-hosts, and --port instead of PORT, and stops on SIGINT", async () => {
    const port = String(await freePort());
    const named = ["--asynchronous", "clinic, location", "--allowed-hosts", "registry, other"];
    const { child, end, printed, url } = await startCommand(["--port", port, ...named], { PORT: "no port" });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(printed).toContain(
      "The documentation is at the same address. It takes about 15 s to build, the first time and after each change of the repository.\n",
    );
    expect(await Promise.all(["clinic", "location", "patient"].map((type) => createStatus(url, type)))).toStrictEqual([
      202, 202, 201,
    ]);
    await (await fetch(`${url}${createPath}`)).text();
    child.kill("SIGINT");
    expect(await end).toMatchObject(cleanEnd);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  test("listens on PORT, and stops on SIGTERM while the documentation is built", async () => {
    const port = String(await freePort());
    const { child, end, url } = await startCommand([], { PORT: port });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect([200, 503]).toContain((await fetch(url)).status);
    child.kill("SIGTERM");
    expect(await end).toMatchObject(cleanEnd);
  });

  test("prints a curl command that works", async () => {
    const { announcement } = await serveHere();
    const { code, stdout } = await runCurl(announcement.slice(announcement.indexOf("curl ")));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "PERSISTED",
      resource: { type: "patient", data: { name: [{ family: "Tremblay", given: ["Alice"] }] } },
    });
  });

  test.each([
    { host: "evil.example", status: 403 },
    { host: "registry", status: 200 },
  ])("D6: responds $status to a page and an operation requested with Host: $host", async ({ host, status }) => {
    const { url } = await serveHere({ allowedHosts: ["registry"] });
    // fetch does not send a custom Host.
    const program = `
      const { request } = require("node:http");
      for (const path of ["/missing/", ${JSON.stringify(createPath)}]) {
        request(${JSON.stringify(url)} + path, { headers: { host: ${JSON.stringify(host)} } }, (response) => {
          console.log(response.statusCode === 403 ? 403 : 200);
          response.resume();
        }).end();
      }`;
    const { stdout } = await ended(spawn(process.execPath, ["-e", program]));
    expect(stdout).toBe(`${status}\n${status}\n`);
  });

  test("rejects with one line when the port is in use", async () => {
    const { url } = await serveHere();
    const port = Number(new URL(url).port);
    await expect(serveHere({ port })).rejects.toThrow(
      `Port ${port} is in use. Choose another: npm run serve -- --port N`,
    );
  });

  test("D6: rejects an invalid host with one line", async () => {
    await expect(serveHere({ allowedHosts: ["http://registry"] })).rejects.toThrow(
      'allowedHosts[0] is not a valid host name. Expected a name without scheme and port, such as "registry".',
    );
  });

  test("rejects an unknown option", async () => {
    const { code, stdout, stderr } = await runScript([script, "--prot", "4010"]);
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^Unknown option '--prot'.* Known options: --port, --asynchronous, --allowed-hosts\.\n$/s);
    expect(stderr).not.toContain("    at ");
  });

  test.each([
    { option: undefined, environment: {}, port: 4010 },
    { option: undefined, environment: { PORT: "4011" }, port: 4011 },
    { option: undefined, environment: { PORT: "" }, port: 4010 },
    { option: undefined, environment: { PORT: " " }, port: 4010 },
    { option: "4012", environment: { PORT: "4011" }, port: 4012 },
    { option: "0", environment: {}, port: 0 },
  ])("D7: --port $option and $environment listen on port $port", ({ option, environment, port }) => {
    expect(readPort(option, environment)).toBe(port);
  });

  test.each(["http", "-1", "65536", "1.5", ""])("rejects the port %j", (port) => {
    expect(() => readPort(port, {})).toThrow(`Invalid port: ${port}. Expected an integer from 0 to 65535.`);
  });
});
