import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { EmbeddedRegistry, RequestFault } from "../../src/embedded/index.ts";
import { applyFault } from "../../src/embedded/faults/apply.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { patientPath } from "../support/patient.ts";
import { createPath } from "../support/raw-request.ts";
import { runScript } from "../support/run.ts";
import { thrown } from "../support/thrown.ts";

const ms = 60;
/** A timer may fire a little early. */
const almostMs = ms - 5;
/** Long enough for the steps before it, also on a busy machine. */
const longMs = 500;

let embedded: EmbeddedRegistry;
beforeEach(() => {
  embedded = createEmbeddedRegistry({ newId: () => "made-up-id", now: () => new Date("2025-05-13T14:00:00.000Z") });
});
afterEach(() => embedded.close());

type Send = (init?: RequestInit) => Promise<Response>;

const toPatients = (url: string): [string, RequestInit] => [
  `${url}${createPath}`,
  {
    method: "POST",
    headers: { "content-type": "application/json", "x-clinia-api-key": "key" },
    body: '{"data":{"name":"Trémblay"}}',
    redirect: "manual",
  },
];

/** Both transports of an embedded registry. */
const transports: { transport: string; open: () => Promise<Send> }[] = [
  {
    transport: "fetch",
    open() {
      const [url, given] = toPatients("http://localhost");
      return Promise.resolve((init) => embedded.fetch(url, { ...given, ...init }));
    },
  },
  {
    transport: "HTTP",
    async open() {
      const [url, given] = toPatients((await embedded.listen()).url);
      return (init) => fetch(url, { ...given, ...init });
    },
  },
];

const countStored = () => embedded.resources(patientPath).length;

/** The response of the registry when nothing fails. */
const whole = JSON.stringify({
  taskId: "s_made-up-id",
  status: "PERSISTED",
  resource: {
    id: "made-up-id",
    type: "patient",
    meta: { createdAt: "2025-05-13T14:00:00.000Z", updatedAt: "2025-05-13T14:00:00.000Z", source: "ehr-prod" },
    data: { name: "Trémblay" },
  },
});
const wholeLength = String(Buffer.byteLength(whole));
const half = Buffer.from(whole)
  .subarray(0, Math.floor(Buffer.byteLength(whole) / 2))
  .toString();

interface Received {
  readonly status?: number;
  readonly headers?: Record<string, string | null>;
  readonly body?: string;
  /** Of the request or of the body. */
  readonly error?: { message: string; code: unknown };
  readonly tookMs: number;
}

/** The ports of this process with an open connection. */
function connectedPorts(): (number | undefined)[] {
  const { libuv } = process.report.getReport() as {
    libuv: { localEndpoint?: { port: number }; remoteEndpoint?: { port: number } | null }[];
  };
  return libuv.flatMap(({ localEndpoint, remoteEndpoint }) => (remoteEndpoint ? [localEndpoint?.port] : []));
}

/** Returns what a caller receives, including the whole body. */
async function receive(sent: Promise<Response>, names: readonly string[] = []): Promise<Received> {
  const startedAt = performance.now();
  let body = "";
  let received = {};
  const result = () => ({ ...received, tookMs: performance.now() - startedAt });
  try {
    const { status, headers, body: stream } = await sent;
    received = { status, headers: Object.fromEntries(names.map((name) => [name, headers.get(name)])) };
    const decoder = new TextDecoder();
    const reader = stream?.getReader();
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
      body += decoder.decode(read.value, { stream: true });
      received = { ...received, body };
    }
    return result();
  } catch (error) {
    const { message, cause } = error as Error;
    received = { ...received, error: { message, code: (cause as { code?: unknown } | undefined)?.code } };
    return result();
  }
}

/**
 * Sends a request for each of the faults, and one more. They arrive in any order: when one of them receives the 503, the others are
 * waiting for their faults.
 */
async function sendWaiting(
  faults: readonly RequestFault[],
  send: () => Promise<Response>,
): Promise<Promise<Received>[]> {
  for (const fault of faults) embedded.faults.nextRequests(1, fault);
  embedded.faults.nextRequests(1, { kind: "status", status: 503 });
  const sent = [...faults, undefined].map(() => receive(send()));
  const responded = await Promise.race(sent.map((result, index) => result.then(() => index)));
  expect(await sent[responded]).toMatchObject({ status: 503 });
  return sent.filter((_, index) => index !== responded);
}

const page = "<!doctype html><title>Gateway</title><h1>This page is not from the registry</h1>\n";
const json = { "content-type": "application/json" };
const html = { "content-type": "text/html; charset=utf-8" };
const errorBody = (code: number, type: string) => JSON.stringify({ code, type, message: "This is an injected fault." });
const reset = { message: "fetch failed", code: "ECONNRESET" };
const closed = { message: "fetch failed", code: "UND_ERR_SOCKET" };
const terminated = { message: "terminated", code: "UND_ERR_SOCKET" };

const rows: {
  name: string;
  fault: RequestFault;
  receives: Omit<Received, "tookMs">;
  stores: number;
  minMs?: number;
}[] = [
  ...(
    [
      [400, "INVALID_ARGUMENT"],
      [401, "UNAUTHENTICATED"],
      [403, "PERMISSION_DENIED"],
      [404, "NOT_FOUND"],
      [405, "UNIMPLEMENTED"],
      [409, "ALREADY_EXISTS"],
      [413, "CONTENT_TOO_LARGE"],
      [422, "INVALID_ARGUMENT"],
      [500, "INTERNAL"],
      [501, "UNIMPLEMENTED"],
      [599, "INTERNAL"],
    ] as const
  ).map(([status, type]) => ({
    name: `status ${status} has a body of its type`,
    fault: { kind: "status", status } as const,
    receives: { status, headers: json, body: errorBody(status, type) },
    stores: 0,
  })),
  {
    name: "status 429 has no body, and the headers of the fault",
    fault: { kind: "status", status: 429, headers: { "retry-after": "1" } },
    receives: { status: 429, headers: { "retry-after": "1", "content-type": null } },
    stores: 0,
  },
  {
    name: "status 200 has no body",
    fault: { kind: "status", status: 200 },
    receives: { status: 200, headers: { "content-type": null } },
    stores: 0,
  },
  {
    name: "status with a body",
    fault: { kind: "status", status: 503, body: { down: true } },
    receives: { status: 503, headers: json, body: '{"down":true}' },
    stores: 0,
  },
  {
    name: "status with the body null",
    fault: { kind: "status", status: 503, body: null },
    receives: { status: 503, headers: json, body: "null" },
    stores: 0,
  },
  {
    name: "status with a string, as JSON",
    fault: { kind: "status", status: 503, body: "down" },
    receives: { status: 503, headers: json, body: '"down"' },
    stores: 0,
  },
  {
    name: "status with a string and a content type, as it is",
    fault: { kind: "status", status: 503, body: "down", headers: { "Content-Type": "text/plain" } },
    receives: { status: 503, headers: { "content-type": "text/plain" }, body: "down" },
    stores: 0,
  },
  {
    name: "status with a body and a content type, as JSON",
    fault: { kind: "status", status: 503, body: {}, headers: { "content-type": "application/problem+json" } },
    receives: { status: 503, headers: { "content-type": "application/problem+json" }, body: "{}" },
    stores: 0,
  },
  {
    name: "status with a content length, which is not sent",
    fault: {
      kind: "status",
      status: 503,
      body: "down",
      headers: { "content-type": "text/plain", "Content-Length": "2" },
    },
    receives: { status: 503, headers: { "content-type": "text/plain" }, body: "down" },
    stores: 0,
  },
  {
    name: "latency",
    fault: { kind: "latency", ms },
    receives: { status: 201, headers: json, body: whole },
    stores: 1,
    minMs: almostMs,
  },
  {
    name: "slowBody",
    fault: { kind: "slowBody", ms },
    receives: { status: 201, headers: { ...json, "content-length": wholeLength }, body: whole },
    stores: 1,
    minMs: almostMs,
  },
  { name: "resetBefore", fault: { kind: "resetBefore" }, receives: { error: reset }, stores: 0 },
  { name: "resetAfter", fault: { kind: "resetAfter" }, receives: { error: reset }, stores: 1 },
  {
    name: "cutBody",
    fault: { kind: "cutBody" },
    receives: { status: 201, headers: { ...json, "content-length": wholeLength }, body: half, error: terminated },
    stores: 1,
  },
  {
    name: "html instead of an error",
    fault: { kind: "html", status: 502 },
    receives: { status: 502, headers: html, body: page },
    stores: 0,
  },
  {
    name: "html instead of a redirect",
    fault: { kind: "html", status: 300 },
    receives: { status: 300, headers: html, body: page },
    stores: 0,
  },
  {
    name: "html instead of a success",
    fault: { kind: "html", status: 200 },
    receives: { status: 200, headers: html, body: page },
    stores: 1,
  },
  {
    name: "html with a status that has no body",
    fault: { kind: "html", status: 204 },
    receives: { status: 204, headers: html },
    stores: 1,
  },
  {
    name: "empty instead of an error",
    fault: { kind: "empty", status: 503 },
    receives: { status: 503, headers: { "content-type": null } },
    stores: 0,
  },
  {
    name: "empty instead of a success",
    fault: { kind: "empty", status: 299 },
    receives: { status: 299, headers: { "content-type": null } },
    stores: 1,
  },
  {
    name: "redirect",
    fault: { kind: "redirect", location: "https://elsewhere.example/" },
    receives: { status: 307, headers: { location: "https://elsewhere.example/" } },
    stores: 0,
  },
  {
    name: "redirect with a status",
    fault: { kind: "redirect", location: "/login", status: 302 },
    receives: { status: 302, headers: { location: "/login" } },
    stores: 0,
  },
];

describe.each(transports)("over $transport", ({ open }) => {
  test.each(rows)("$name", async ({ fault, receives, stores, minMs = 0 }) => {
    const send = await open();
    embedded.faults.nextRequests(1, fault);
    const { tookMs, ...result } = await receive(send(), Object.keys(receives.headers ?? {}));
    expect(result).toStrictEqual(receives);
    expect(countStored()).toBe(stores);
    expect(tookMs).toBeGreaterThanOrEqual(minMs);
  });

  test("slowBody sends the first half at once", async () => {
    const send = await open();
    embedded.faults.nextRequests(1, { kind: "slowBody", ms: 600_000 });
    const reader = (await send()).body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value as Uint8Array)).toBe(half);
    await reader?.cancel();
  });

  test("a rejected request responds with its error, also with a fault that applies the request", async () => {
    const send = await open();
    embedded.faults.nextRequests(1, { kind: "latency", ms: 0 });
    expect(await receive(send({ body: "{}" }))).toMatchObject({ status: 400 });
    embedded.faults.nextRequests(1, { kind: "cutBody" });
    expect(await receive(send({ headers: {} }))).toMatchObject({ status: 401, error: terminated });
    expect(countStored()).toBe(0);
  });

  test("faults apply in order, each to its number of requests, and before any check", async () => {
    const send = await open();
    embedded.faults.nextRequests(2, { kind: "status", status: 503 });
    embedded.faults.nextRequests(1, { kind: "empty", status: 504 });
    const statuses: number[] = [];
    for (const headers of [{}, {}, {}, {}]) statuses.push((await send({ headers })).status);
    expect(statuses).toStrictEqual([503, 503, 504, 401]);
  });

  test("clear removes the remaining faults, also those of operations", async () => {
    const send = await open();
    embedded.faults.nextRequests(5, { kind: "status", status: 503 });
    embedded.faults.nextOperations(5, { type: "INTERNAL" });
    expect((await send()).status).toBe(503);
    embedded.faults.clear();
    expect((await send()).status).toBe(201);
  });

  test.each(["clear", "reset", "close"] as const)(
    "%s ends the requests that wait for a fault, and they are not applied",
    async (name) => {
      const send = await open();
      const sent = await sendWaiting([{ kind: "noResponse" }, { kind: "latency", ms: longMs }], send);
      if (name === "clear") embedded.faults.clear();
      else await embedded[name]();
      for (const result of await Promise.all(sent)) expect(result).toMatchObject({ error: closed });
      await after(longMs);
      expect(countStored()).toBe(0);
    },
  );

  test("clear cuts a slow body", async () => {
    const send = await open();
    embedded.faults.nextRequests(1, { kind: "slowBody", ms: longMs });
    const response = await send();
    embedded.faults.clear();
    expect(await receive(Promise.resolve(response))).toMatchObject({ status: 201, body: half, error: terminated });
  });

  test("a slow body fails with the signal's reason", async () => {
    const send = await open();
    embedded.faults.nextRequests(1, { kind: "slowBody", ms: longMs });
    const controller = new AbortController();
    const sent = receive(send({ signal: controller.signal }));
    await after(longMs / 2);
    controller.abort(new Error("the user left"));
    expect(await sent).toMatchObject({ status: 201, body: half, error: { message: "the user left" } });
  });

  test("noResponse and latency reject at once with the signal's reason, and only latency is applied", async () => {
    const send = await open();
    const controller = new AbortController();
    const { signal } = controller;
    const sent = await sendWaiting([{ kind: "noResponse" }, { kind: "latency", ms: longMs }], () => send({ signal }));
    const message = "the user left";
    controller.abort(new Error(message));
    for (const result of await Promise.all(sent)) expect(result).toMatchObject({ error: { message } });
    await expect.poll(countStored, { timeout: 5_000 }).toBe(1);
  });

  test("20 requests without a response at a time cause no leak warning", async () => {
    const onWarning = vi.fn();
    process.on("warning", onWarning);
    const send = await open();
    const sent = await sendWaiting(
      Array.from({ length: 20 }, () => ({ kind: "noResponse" }) as const),
      send,
    );
    embedded.faults.clear();
    for (const result of await Promise.all(sent)) expect(result).toMatchObject({ error: closed });
    process.off("warning", onWarning);
    expect(onWarning).not.toHaveBeenCalled();
  });

  test("refuseConnections and acceptConnections", async () => {
    const send = await open();
    await send();
    embedded.faults.nextRequests(1, { kind: "status", status: 503 });
    await embedded.faults.refuseConnections();
    await embedded.faults.refuseConnections();
    const refused = { message: "fetch failed", code: "ECONNREFUSED" };
    expect(await receive(send())).toMatchObject({ error: refused });
    expect(await receive(send())).toMatchObject({ error: refused });
    await Promise.all([embedded.faults.acceptConnections(), embedded.faults.acceptConnections()]);
    expect((await send()).status, "a refused request takes no fault").toBe(503);
    expect((await send()).status).toBe(409);
  });

  test("refuseConnections ends the requests that wait for a fault, and they are not applied", async () => {
    const send = await open();
    const sent = await sendWaiting([{ kind: "noResponse" }, { kind: "latency", ms: longMs }], send);
    await embedded.faults.refuseConnections();
    for (const result of await Promise.all(sent)) expect(result).toMatchObject({ error: closed });
    await embedded.faults.acceptConnections();
    expect((await send()).status).toBe(201);
  });

  test("refuseConnections, acceptConnections, listen and close wait for one another", async () => {
    const send = await open();
    const { faults } = embedded;
    await Promise.all([
      faults.refuseConnections(),
      faults.acceptConnections(),
      faults.refuseConnections(),
      faults.acceptConnections(),
    ]);
    expect((await send()).status).toBe(201);
    const [, , { port }] = await Promise.all([
      faults.refuseConnections(),
      embedded.close(),
      embedded.listen(),
      faults.refuseConnections(),
    ]);
    const closing = Promise.all([
      faults.acceptConnections(),
      embedded.close(),
      embedded.listen({ port }),
      embedded.close(),
    ]);
    await expect(closing).resolves.toHaveLength(4);
  });

  test("connections remain refused after reset", async () => {
    const send = await open();
    await embedded.faults.refuseConnections();
    embedded.reset();
    expect(await receive(send())).toMatchObject({ error: { code: "ECONNREFUSED" } });
  });
});

describe("over fetch, no timer remains", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const [url, given] = toPatients("http://localhost");

  test.each<{ kind: "latency" | "slowBody" }>([{ kind: "latency" }, { kind: "slowBody" }])(
    "after $kind, and after clear",
    async ({ kind }) => {
      embedded.faults.nextRequests(2, { kind, ms: 1000 });
      const first = receive(embedded.fetch(url, given));
      await vi.advanceTimersByTimeAsync(999);
      expect(vi.getTimerCount()).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(await first).toMatchObject({ status: 201 });
      const second = receive(embedded.fetch(url, given));
      await vi.advanceTimersByTimeAsync(500);
      expect(vi.getTimerCount()).toBe(1);
      embedded.faults.clear();
      expect(vi.getTimerCount()).toBe(0);
      expect(await second).toHaveProperty("error");
    },
  );

  test("after latency whose caller aborted, where timers are numbers, as in jest's jsdom", async () => {
    const { setTimeout: set } = globalThis;
    vi.stubGlobal("setTimeout", (...parameters: Parameters<typeof set>) => Number(set(...parameters)));
    embedded.faults.nextRequests(1, { kind: "latency", ms: 1000 });
    const caller = new AbortController();
    const sent = receive(embedded.fetch(url, { ...given, signal: caller.signal }));
    await vi.advanceTimersByTimeAsync(500);
    caller.abort(new Error("the user left"));
    expect(await sent).toMatchObject({ error: { message: "the user left" } });
    await vi.advanceTimersByTimeAsync(500);
    vi.unstubAllGlobals();
    await expect.poll(countStored).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("after latency that is cleared at once", async () => {
    embedded.faults.nextRequests(1, { kind: "latency", ms: 1000 });
    const sent = receive(embedded.fetch(url, given));
    embedded.faults.clear();
    expect(await sent).toMatchObject({ error: closed });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("after slowBody that is cleared at once", async () => {
    embedded.faults.nextRequests(1, { kind: "slowBody", ms: 1000 });
    const sent = receive(embedded.fetch(url, given));
    embedded.faults.clear();
    expect(await sent).toMatchObject({ body: half, error: terminated });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("after slowBody whose reader was cancelled", async () => {
    embedded.faults.nextRequests(1, { kind: "slowBody", ms: 1000 });
    const reader = (await embedded.fetch(url, given)).body?.getReader();
    await reader?.read();
    const second = reader?.read();
    await vi.advanceTimersByTimeAsync(500);
    expect(vi.getTimerCount()).toBe(1);
    await reader?.cancel();
    expect(vi.getTimerCount()).toBe(0);
    expect(await second).toStrictEqual({ done: true, value: undefined });
  });
});

test("over fetch, a request whose body fails after its connection ended rejects once", async () => {
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", onUnhandled);
  let fail: (error: Error) => void = () => undefined;
  const body = new ReadableStream({
    start(stream) {
      fail = (error) => {
        stream.error(error);
      };
    },
  });
  const [url, given] = toPatients("http://localhost");
  embedded.faults.nextRequests(1, { kind: "status", status: 503 });
  const sent = receive(embedded.fetch(url, { ...given, body, duplex: "half" } as RequestInit));
  await embedded.faults.refuseConnections();
  expect(await sent).toMatchObject({ error: closed });
  fail(new Error("the body failed"));
  await after(0);
  process.off("unhandledRejection", onUnhandled);
  expect(unhandled).toStrictEqual([]);
});

describe("only over HTTP", () => {
  test("a request without a response leaves no connection after its caller disconnects", async () => {
    const { port } = await embedded.listen();
    embedded.faults.nextRequests(1, { kind: "noResponse" });
    const received = vi.fn();
    subscribe("http.server.request.start", received);
    onTestFinished(() => void unsubscribe("http.server.request.start", received));
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(`POST ${createPath} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`);
    await expect.poll(() => received.mock.calls.length).toBe(1);
    expect(connectedPorts()).toContain(port);
    socket.destroy();
    await expect.poll(connectedPorts).not.toContain(port);
  });

  test("the first half of a large response always arrives before its connection is cut", async () => {
    const { url } = await embedded.listen();
    const data = { text: "a".repeat(3_000_000) };
    const [input, given] = toPatients(url);
    for (let round = 0; round < 5; round++) {
      embedded.faults.nextRequests(1, { kind: "cutBody" });
      const {
        headers,
        body = "",
        error,
      } = await receive(fetch(input, { ...given, body: JSON.stringify({ data }) }), ["content-length"]);
      expect(error).toStrictEqual(terminated);
      expect(body).toHaveLength(Math.floor(Number(headers?.["content-length"]) / 2));
    }
  });

  test("a large request is received as a whole before a fault's response, or its reset", async () => {
    const { url } = await embedded.listen();
    const [input, given] = toPatients(url);
    const body = JSON.stringify({ data: { text: "a".repeat(3_000_000) } });
    embedded.faults.nextRequests(1, { kind: "status", status: 503 });
    embedded.faults.nextRequests(1, { kind: "resetAfter" });
    expect(await receive(fetch(input, { ...given, body }))).toMatchObject({ status: 503 });
    expect(countStored()).toBe(0);
    expect(await receive(fetch(input, { ...given, body }))).toMatchObject({ error: reset });
    expect(countStored()).toBe(1);
  });

  test("acceptConnections rejects while the port is in use, and can be called again", async () => {
    const { port } = await embedded.listen();
    await embedded.faults.refuseConnections();
    const other = createEmbeddedRegistry();
    await other.listen({ port });
    expect(await thrown(() => embedded.faults.acceptConnections())).toMatchObject({ code: "EADDRINUSE" });
    await other.close();
    await embedded.faults.acceptConnections();
    expect(await receive(fetch(...toPatients(`http://127.0.0.1:${port}`)))).toMatchObject({ status: 201 });
  });

  test("listen rejects while connections are refused, until acceptConnections or close", async () => {
    await embedded.faults.refuseConnections();
    await expect(embedded.listen()).rejects.toThrow(
      "The registry refuses connections. Call faults.acceptConnections() first.",
    );
    await embedded.close();
    await embedded.listen();
    await embedded.faults.refuseConnections();
    await expect(embedded.listen()).rejects.toThrow("The registry is already listening. Call close() first.");
  });
});

test("D8: a latency does not keep the process alive once its caller aborted, before the wait or during it", async () => {
  const [url, given] = toPatients("http://localhost");
  // A stored resource would show that the process stayed alive.
  const program = `
    import { createEmbeddedRegistry } from ${JSON.stringify(resolve("src/embedded/index.ts"))};
    const embedded = createEmbeddedRegistry();
    embedded.faults.nextRequests(2, { kind: "latency", ms: 10_000 });
    const callers = [new AbortController(), new AbortController()];
    for (const { signal } of callers) {
      const sent = embedded.fetch(${JSON.stringify(url)}, { ...${JSON.stringify(given)}, signal });
      sent.catch(({ message }) => console.log(message));
    }
    callers[0].abort(new Error("the first aborted"));
    setTimeout(() => callers[1].abort(new Error("the second aborted")), 20);
    process.on("exit", () => console.log(embedded.resources(${JSON.stringify(patientPath)}).length, "stored"));`;
  await inNewFolder(async (folder) => {
    const file = join(folder, "program.ts");
    await writeFile(file, program);
    const stdout = "the first aborted\nthe second aborted\n0 stored\n";
    expect(await runScript([file])).toStrictEqual({ code: 0, stdout, stderr: "" });
  });
});

test("D8: a latency whose caller aborted is applied where timers are numbers, as in jest's jsdom", async () => {
  const { setTimeout } = globalThis;
  vi.stubGlobal("setTimeout", (...given: Parameters<typeof setTimeout>) => Number(setTimeout(...given)));
  const caller = new AbortController();
  const [url, given] = toPatients("http://localhost");
  embedded.faults.nextRequests(1, { kind: "latency", ms: 20 });
  const sent = embedded.fetch(url, { ...given, signal: caller.signal });
  caller.abort(new Error("the user left"));
  await expect(sent).rejects.toThrow("the user left");
  vi.unstubAllGlobals();
  await expect.poll(() => embedded.resources(patientPath)).toHaveLength(1);
});

test("D8: a latency whose caller aborted before the request is applied", async () => {
  const [url, given] = toPatients("http://localhost");
  const request = new Request(url, { ...given, signal: AbortSignal.abort() });
  const active = { fault: { kind: "latency", ms: 20 }, cleared: new AbortController().signal } as const;
  const result = await applyFault(request, () => Response.json({}), active);
  expect(result.kind).toBe("response");
});

test("a request without a response ends when its caller aborts", async () => {
  const caller = new AbortController();
  const [url, given] = toPatients("http://localhost");
  const active = { fault: { kind: "noResponse" }, cleared: new AbortController().signal } as const;
  const result = applyFault(new Request(url, { ...given, signal: caller.signal }), () => Response.json({}), active);
  caller.abort();
  expect(await result).toStrictEqual({ kind: "closed" });
});
