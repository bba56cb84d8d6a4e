import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";

const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
// Its own run comes first: the test before says what it prints.
const { createProxy } = await import("../../examples/keep-the-key-on-a-server.ts");

const apiKey = "canary-of-the-key";
const received: IncomingMessage[] = [];
const registry = await listening(
  createServer((incoming, response) => {
    received.push(incoming);
    incoming.resume();
    const headers = { "x-request-id": "r-1", "set-cookie": "of=the-registry", "content-type": "application/json" };
    if (incoming.url?.endsWith("/patient/redirected") === true) {
      response.writeHead(307, { ...headers, location: "http://127.0.0.1:1/" }).end();
    } else response.writeHead(200, headers).end("{}");
  }),
);
const proxy = await listening(
  createProxy({
    registryUrl: registry.url,
    apiKey,
    isAllowed: ({ headers }) => {
      if (headers.authorization === "broken") throw new Error("The sessions are away.");
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

async function listening(server: Server): Promise<{ server: Server; url: string; port: number }> {
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

/** Sends the path as it stands: what parses addresses would fold its dots. */
async function send({ method = "GET", path, headers = { authorization: "Bearer session" }, body }: Sent) {
  const outgoing = request({ port: proxy.port, host: "127.0.0.1", method, path, headers });
  // A body that is refused half sent.
  outgoing.on("error", () => undefined);
  outgoing.end(body);
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  answer.resume();
  return answer;
}

const patient = "/sources/ehr-prod/v1/resources/patient";

describe("the example of a proxy that keeps the key", () => {
  test.each([
    { method: "POST", path: patient, body: '{"data":{}}' },
    { method: "GET", path: `${patient}/made-up-1` },
    { method: "GET", path: "/sources/ehr-prod/v1/tasks/s_2wil2zeXT0V0wAw25pb9Xqha5qw?withReceipts=true" },
  ])("passes on $method $path with the key, and nothing of the page's headers", async (sent) => {
    const headers = { authorization: "Bearer session", cookie: "of=the-page", "x-clinia-api-key": "of-the-page" };
    const answer = await send({ ...sent, headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ "content-type": "application/json", "x-request-id": "r-1" });
    expect(answer.headers).not.toHaveProperty("set-cookie");
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
  ])("passes on nothing of $method $path", async (sent) => {
    const { statusCode } = await send(sent);
    expect([404, 502]).toContain(statusCode);
    expect(received).toStrictEqual([]);
  });

  test.each([
    { who: "somebody who is not signed in", headers: {}, status: 401 },
    { who: "a session that can't be looked up", headers: { authorization: "broken" }, status: 502 },
  ])("passes on nothing of $who", async ({ headers, status }) => {
    const answer = await send({ method: "POST", path: patient, headers, body: "{}" });
    expect(answer.statusCode).toBe(status);
    expect(received).toStrictEqual([]);
  });

  test("passes on no body that is too long", async () => {
    const answer = await send({ method: "POST", path: patient, body: "x".repeat(1_000_001) });
    expect(answer.statusCode).toBe(413);
    expect(received).toStrictEqual([]);
  });

  test("follows no redirect, which would take the key elsewhere", async () => {
    const answer = await send({ path: `${patient}/redirected` });
    expect(answer.statusCode).toBe(502);
    expect(answer.headers).not.toHaveProperty("location");
  });

  test("logs neither the key nor an id", async () => {
    await send({ path: `${patient}/made-up-1` });
    expect(log.mock.calls).toStrictEqual([["200 getResource"]]);
  });
});
