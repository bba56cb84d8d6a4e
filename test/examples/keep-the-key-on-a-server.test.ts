import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";

const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
// The import runs the example. examples.test.ts checks its output.
const { createProxy } = await import("../../examples/keep-the-key-on-a-server.ts");

const apiKey = "canary-of-the-key";
const received: IncomingMessage[] = [];
const registry = await listenOn(
  createServer((incoming, response) => {
    received.push(incoming);
    incoming.resume();
    const headers = { "x-request-id": "r-1", "set-cookie": "of=the-registry", "content-type": "application/json" };
    if (incoming.url?.endsWith("/patient/redirected") === true) {
      response.writeHead(307, { ...headers, location: "http://127.0.0.1:1/" }).end();
    } else response.writeHead(200, headers).end("{}");
  }),
);
const proxy = await listenOn(
  createProxy({
    registryUrl: registry.url,
    apiKey,
    isAllowed: ({ headers }) => {
      if (headers.authorization === "broken") throw new Error("The session store is unavailable.");
      return headers.authorization === "Bearer session";
    },
  }),
);

afterAll(() => {
  for (const { server } of [registry, proxy]) server.close().closeAllConnections();
});

beforeEach(() => {
  received.length = 0;
  log.mockClear();
});

async function listenOn(server: Server): Promise<{ server: Server; url: string; port: number }> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}`, port };
}

interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Sends the path unchanged: a URL parser would resolve its dots. */
async function send({ method = "GET", path, headers = { authorization: "Bearer session" }, body }: Sent) {
  const outgoing = request({ port: proxy.port, host: "127.0.0.1", method, path, headers });
  // The proxy may close the connection before the whole body is sent.
  outgoing.on("error", () => undefined);
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  response.resume();
  return response;
}

const patient = "/sources/ehr-prod/v1/resources/patient";

describe("examples/keep-the-key-on-a-server.ts", () => {
  test.each([
    { method: "POST", path: patient, body: '{"data":{}}' },
    { method: "GET", path: `${patient}/made-up-1` },
    { method: "GET", path: "/sources/ehr-prod/v1/tasks/s_2wil2zeXT0V0wAw25pb9Xqha5qw?withReceipts=true" },
  ])("forwards $method $path with the key, without the headers of the page", async (sent) => {
    const headers = { authorization: "Bearer session", cookie: "of=the-page", "x-clinia-api-key": "of-the-page" };
    const response = await send({ ...sent, headers });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({ "content-type": "application/json", "x-request-id": "r-1" });
    expect(response.headers).not.toHaveProperty("set-cookie");
    expect(received.map(({ method, url }) => ({ method, path: url }))).toStrictEqual([
      { method: sent.method, path: sent.path },
    ]);
    expect(received[0]?.headers["x-clinia-api-key"]).toBe(apiKey);
    expect(received[0]?.headers).not.toHaveProperty("cookie");
    expect(received[0]?.headers).not.toHaveProperty("authorization");
  });

  test.each([
    { path: "/" },
    { path: "//" },
    { path: patient },
    { method: "DELETE", path: `${patient}/made-up-1` },
    { method: "POST", path: "/sources/ehr-prod/v1/resources/bulk" },
    { method: "POST", path: "/sources/ehr-prod/v1/purge" },
    { method: "POST", path: "/sources/another/v1/resources/patient" },
    { method: "POST", path: `${patient}/../bulk` },
    { method: "POST", path: `${patient}/%2e%2e/bulk` },
    { path: `${patient}/..%2f..%2fpurge` },
    { path: `${patient}/made-up-1%0d%0aX-Injected:%201` },
    { method: "POST", path: `/x${patient}` },
    { method: "POST", path: `${patient}/` },
    { path: `http://evil.example/x${patient}/made-up-1` },
  ])("does not forward $method $path", async (sent) => {
    const { statusCode } = await send(sent);
    expect([404, 502]).toContain(statusCode);
    expect(received).toStrictEqual([]);
  });

  test.each([
    { request: "a request without a session", headers: {}, status: 401 },
    { request: "a request whose session check fails", headers: { authorization: "broken" }, status: 502 },
  ])("does not forward $request", async ({ headers, status }) => {
    const response = await send({ method: "POST", path: patient, headers, body: "{}" });
    expect(response.statusCode).toBe(status);
    expect(received).toStrictEqual([]);
  });

  test("does not forward a body over 1 MB", async () => {
    const response = await send({ method: "POST", path: patient, body: "x".repeat(1_000_001) });
    expect(response.statusCode).toBe(413);
    expect(received).toStrictEqual([]);
  });

  test("does not follow a redirect, which would send the key to another host", async () => {
    const response = await send({ path: `${patient}/redirected` });
    expect(response.statusCode).toBe(502);
    expect(response.headers).not.toHaveProperty("location");
  });

  test("does not log the key or an id", async () => {
    await send({ path: `${patient}/made-up-1` });
    expect(log.mock.calls).toStrictEqual([["200 getResource"]]);
  });
});
