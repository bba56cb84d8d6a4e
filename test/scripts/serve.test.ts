import { spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { portOf, serve } from "../../scripts/serve/serve.ts";
import { createPath } from "../support/raw-request.ts";
import { ended, pasted, runScript, startScript } from "../support/run.ts";

const script = "scripts/serve.ts";

/** Serves in this process. */
async function serving(options: Partial<Parameters<typeof serve>[0]> = {}) {
  const served = await serve({ port: 0, asynchronous: [], allowedHosts: [], ...options });
  onTestFinished(() => served.close());
  return served;
}

/** Starts the command and waits until it has said all it has to say. */
async function started(parameters: string[], environment?: Record<string, string>) {
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

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return String(port);
}

const headers = { "content-type": "application/json", "x-clinia-api-key": "any" };

/** The status of a write of a type. */
async function statusOf(url: string, type: string): Promise<number> {
  const address = `${url}/sources/ehr-prod/v1/resources/${type}`;
  return (await fetch(address, { method: "POST", headers, body: '{"data":{}}' })).status;
}

/** Windows has no signals: what is sent one there ends at once, and tidies nothing up. */
const hasSignals = process.platform !== "win32";
const cleanEnd = hasSignals ? { code: 0, stderr: "" } : { stderr: "" };

describe("npm run serve", () => {
  test("takes --port before PORT, the types of --asynchronous and --allowed-hosts", async () => {
    const port = await freePort();
    const named = ["--asynchronous", "clinic, location", "--allowed-hosts", "registry, other"];
    const { child, end, said, url } = await started(["--port", port, ...named], { PORT: "no port" });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    // A page takes a while to be there, and whoever opens it is to know.
    expect(said).toContain(
      "Its documentation is at the same address. It is built when a browser first opens it, once after each change of the checkout.\n",
    );
    expect(await Promise.all(["clinic", "location", "patient"].map((type) => statusOf(url, type)))).toStrictEqual([
      202, 202, 201,
    ]);
    await (await fetch(`${url}${createPath}`)).text();
    child.kill("SIGINT");
    expect(await end).toMatchObject(cleanEnd);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  test("takes the port from PORT, and stops on SIGTERM when a page was requested", async () => {
    const port = await freePort();
    const { child, end, url } = await started([], { PORT: port });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect([200, 503]).toContain((await fetch(url)).status);
    child.kill("SIGTERM");
    expect(await end).toMatchObject(cleanEnd);
  });

  test("prints a curl line that works when it is pasted", async () => {
    const { announcement } = await serving();
    const { code, stdout } = await pasted(announcement.slice(announcement.indexOf("curl ")));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "PERSISTED",
      resource: { type: "patient", data: { name: [{ family: "Tremblay", given: ["Alice"] }] } },
    });
  });

  test.each([
    { host: "evil.example", status: 403 },
    { host: "registry", status: 200 },
  ])("D6: a page and an operation of the host $host: $status", async ({ host, status }) => {
    const { url } = await serving({ allowedHosts: ["registry"] });
    // fetch sends no Host of one's own.
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

  test("says in one line that a port is in use", async () => {
    const { url } = await serving();
    const port = Number(new URL(url).port);
    await expect(serving({ port })).rejects.toThrow(
      `Port ${port} is in use. Choose another one: npm run serve -- --port N`,
    );
  });

  test("D6: says in one line that a host is invalid", async () => {
    await expect(serving({ allowedHosts: ["http://registry"] })).rejects.toThrow(
      'allowedHosts[0] is not a valid host name. Expected a name without scheme and port, such as "registry".',
    );
  });

  test("refuses an option that it does not know", async () => {
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
  ])("D7: the port of --port $option and $environment is $port", ({ option, environment, port }) => {
    expect(portOf(option, environment)).toBe(port);
  });

  test.each(["http", "-1", "65536", "1.5", ""])("refuses the port %j", (port) => {
    expect(() => portOf(port, {})).toThrow(`The port is not a number from 0 to 65535: ${port}`);
  });
});
