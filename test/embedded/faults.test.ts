import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { EmbeddedRegistry, RequestFault } from "../../src/embedded/index.ts";
import { handlingOf } from "../../src/embedded/faults/index.ts";
import { inNewFolder } from "../support/contract-copy.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { patientPath } from "../support/patient.ts";
import { createPath } from "../support/raw-request.ts";
import { runScript } from "../support/run.ts";
import { thrown } from "../support/thrown.ts";

const ms = 60;
/** A timer may come a little before its time. */
const almostMs = ms - 5;
/** Long enough for what must happen before it, on a machine that has other work too. */
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

/** Both ways to an embedded registry. */
const ways: { way: string; open: () => Promise<Send> }[] = [
  {
    way: "fetch",
    open() {
      const [url, given] = toPatients("http://localhost");
      return Promise.resolve((init) => embedded.fetch(url, { ...given, ...init }));
    },
  },
  {
    way: "a socket",
    async open() {
      const [url, given] = toPatients((await embedded.listen()).url);
      return (init) => fetch(url, { ...given, ...init });
    },
  },
];

const stored = () => embedded.resources(patientPath).length;

/** What the registry answers when nothing fails. */
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

interface Seen {
  readonly status?: number;
  readonly headers?: Record<string, string | null>;
  readonly body?: string;
  /** Of the request, or of the body. */
  readonly error?: { message: string; code: unknown };
  readonly tookMs: number;
}

/** The ports of this process at which a connection is open. */
function connections(): (number | undefined)[] {
  const { libuv } = process.report.getReport() as {
    libuv: { localEndpoint?: { port: number }; remoteEndpoint?: { port: number } | null }[];
  };
  return libuv.flatMap(({ localEndpoint, remoteEndpoint }) => (remoteEndpoint ? [localEndpoint?.port] : []));
}

/** What a caller sees, to the end. */
async function seen(sent: Promise<Response>, names: readonly string[] = []): Promise<Seen> {
  const began = performance.now();
  let body = "";
  let answer = {};
  const all = () => ({ ...answer, tookMs: performance.now() - began });
  try {
    const { status, headers, body: stream } = await sent;
    answer = { status, headers: Object.fromEntries(names.map((name) => [name, headers.get(name)])) };
    const decoder = new TextDecoder();
    const reader = stream?.getReader();
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
      body += decoder.decode(read.value, { stream: true });
      answer = { ...answer, body };
    }
    return all();
  } catch (error) {
    const { message, cause } = error as Error;
    answer = { ...answer, error: { message, code: (cause as { code?: unknown } | undefined)?.code } };
    return all();
  }
}

/**
 * Sends a request into each of the faults, and one more. They arrive in any order, and so it is the one that is answered 503
 * which tells that the others are held up.
 */
async function heldUp(faults: readonly RequestFault[], send: () => Promise<Response>): Promise<Promise<Seen>[]> {
  for (const fault of faults) embedded.faults.nextRequests(1, fault);
  embedded.faults.nextRequests(1, { kind: "status", status: 503 });
  const sent = [...faults, undefined].map(() => seen(send()));
  const answered = await Promise.race(sent.map((result, index) => result.then(() => index)));
  expect(await sent[answered]).toMatchObject({ status: 503 });
  return sent.filter((_, index) => index !== answered);
}

const page = "<!doctype html><title>Gateway</title><h1>This is not the registry's answer</h1>\n";
const json = { "content-type": "application/json" };
const html = { "content-type": "text/html; charset=utf-8" };
const errorBody = (code: number, type: string) => JSON.stringify({ code, type, message: "This is an injected fault." });
const reset = { message: "fetch failed", code: "ECONNRESET" };
const closed = { message: "fetch failed", code: "UND_ERR_SOCKET" };
const terminated = { message: "terminated", code: "UND_ERR_SOCKET" };

const rows: { name: string; fault: RequestFault; sees: Omit<Seen, "tookMs">; stores: number; takes?: number }[] = [
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
    name: `status ${status} has a fitting body`,
    fault: { kind: "status", status } as const,
    sees: { status, headers: json, body: errorBody(status, type) },
    stores: 0,
  })),
  {
    name: "status 429 has no body, and the headers that are given",
    fault: { kind: "status", status: 429, headers: { "retry-after": "1" } },
    sees: { status: 429, headers: { "retry-after": "1", "content-type": null } },
    stores: 0,
  },
  {
    name: "status 200 has no body",
    fault: { kind: "status", status: 200 },
    sees: { status: 200, headers: { "content-type": null } },
    stores: 0,
  },
  {
    name: "status with a body",
    fault: { kind: "status", status: 503, body: { down: true } },
    sees: { status: 503, headers: json, body: '{"down":true}' },
    stores: 0,
  },
  {
    name: "status with the body null",
    fault: { kind: "status", status: 503, body: null },
    sees: { status: 503, headers: json, body: "null" },
    stores: 0,
  },
  {
    name: "status with a text, as JSON",
    fault: { kind: "status", status: 503, body: "down" },
    sees: { status: 503, headers: json, body: '"down"' },
    stores: 0,
  },
  {
    name: "status with a text of its own content type, as it is",
    fault: { kind: "status", status: 503, body: "down", headers: { "Content-Type": "text/plain" } },
    sees: { status: 503, headers: { "content-type": "text/plain" }, body: "down" },
    stores: 0,
  },
  {
    name: "status with a body of its own content type, as JSON",
    fault: { kind: "status", status: 503, body: {}, headers: { "content-type": "application/problem+json" } },
    sees: { status: 503, headers: { "content-type": "application/problem+json" }, body: "{}" },
    stores: 0,
  },
  {
    name: "status with a content length of one's own, which is not sent",
    fault: {
      kind: "status",
      status: 503,
      body: "down",
      headers: { "content-type": "text/plain", "Content-Length": "2" },
    },
    sees: { status: 503, headers: { "content-type": "text/plain" }, body: "down" },
    stores: 0,
  },
  {
    name: "latency",
    fault: { kind: "latency", ms },
    sees: { status: 201, headers: json, body: whole },
    stores: 1,
    takes: almostMs,
  },
  {
    name: "slowBody",
    fault: { kind: "slowBody", ms },
    sees: { status: 201, headers: { ...json, "content-length": wholeLength }, body: whole },
    stores: 1,
    takes: almostMs,
  },
  { name: "resetBefore", fault: { kind: "resetBefore" }, sees: { error: reset }, stores: 0 },
  { name: "resetAfter", fault: { kind: "resetAfter" }, sees: { error: reset }, stores: 1 },
  {
    name: "cutBody",
    fault: { kind: "cutBody" },
    sees: { status: 201, headers: { ...json, "content-length": wholeLength }, body: half, error: terminated },
    stores: 1,
  },
  {
    name: "html in the place of a failure",
    fault: { kind: "html", status: 502 },
    sees: { status: 502, headers: html, body: page },
    stores: 0,
  },
  {
    name: "html in the place of a redirect",
    fault: { kind: "html", status: 300 },
    sees: { status: 300, headers: html, body: page },
    stores: 0,
  },
  {
    name: "html in the place of a success",
    fault: { kind: "html", status: 200 },
    sees: { status: 200, headers: html, body: page },
    stores: 1,
  },
  {
    name: "html of a status that has no body",
    fault: { kind: "html", status: 204 },
    sees: { status: 204, headers: html },
    stores: 1,
  },
  {
    name: "empty in the place of a failure",
    fault: { kind: "empty", status: 503 },
    sees: { status: 503, headers: { "content-type": null } },
    stores: 0,
  },
  {
    name: "empty in the place of a success",
    fault: { kind: "empty", status: 299 },
    sees: { status: 299, headers: { "content-type": null } },
    stores: 1,
  },
  {
    name: "redirect",
    fault: { kind: "redirect", location: "https://elsewhere.example/" },
    sees: { status: 307, headers: { location: "https://elsewhere.example/" } },
    stores: 0,
  },
  {
    name: "redirect with a status",
    fault: { kind: "redirect", location: "/login", status: 302 },
    sees: { status: 302, headers: { location: "/login" } },
    stores: 0,
  },
];

describe.each(ways)("over $way", ({ open }) => {
  test.each(rows)("$name", async ({ fault, sees, stores, takes = 0 }) => {
    const send = await open();
    embedded.faults.nextRequests(1, fault);
    const { tookMs, ...result } = await seen(send(), Object.keys(sees.headers ?? {}));
    expect(result).toStrictEqual(sees);
    expect(stored()).toBe(stores);
    expect(tookMs).toBeGreaterThanOrEqual(takes);
  });

  test("slowBody sends the first half at once", async () => {
    const send = await open();
    embedded.faults.nextRequests(1, { kind: "slowBody", ms: 600_000 });
    const reader = (await send()).body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value as Uint8Array)).toBe(half);
    await reader?.cancel();
  });

  test("a request that is refused is answered so, through the faults that carry it out", async () => {
    const send = await open();
    embedded.faults.nextRequests(1, { kind: "latency", ms: 0 });
    expect(await seen(send({ body: "{}" }))).toMatchObject({ status: 400 });
    embedded.faults.nextRequests(1, { kind: "cutBody" });
    expect(await seen(send({ headers: {} }))).toMatchObject({ status: 401, error: terminated });
    expect(stored()).toBe(0);
  });

  test("faults come in order, each for its number of requests, then none, and before any check", async () => {
    const send = await open();
    embedded.faults.nextRequests(2, { kind: "status", status: 503 });
    embedded.faults.nextRequests(1, { kind: "empty", status: 504 });
    const statuses: number[] = [];
    for (const headers of [{}, {}, {}, {}]) statuses.push((await send({ headers })).status);
    expect(statuses).toStrictEqual([503, 503, 504, 401]);
  });

  test("clear forgets those to come", async () => {
    const send = await open();
    embedded.faults.nextRequests(5, { kind: "status", status: 503 });
    expect((await send()).status).toBe(503);
    embedded.faults.clear();
    expect((await send()).status).toBe(201);
  });

  test.each(["clear", "reset", "close"] as const)(
    "%s ends what is held up, and it is not carried out",
    async (name) => {
      const send = await open();
      const sent = await heldUp([{ kind: "noResponse" }, { kind: "latency", ms: longMs }], send);
      if (name === "clear") embedded.faults.clear();
      else await embedded[name]();
      for (const result of await Promise.all(sent)) expect(result).toMatchObject({ error: closed });
      await after(longMs);
      expect(stored()).toBe(0);
    },
  );

  test("clear cuts a slow body", async () => {
    const send = await open();
    embedded.faults.nextRequests(1, { kind: "slowBody", ms: longMs });
    const answer = await send();
    embedded.faults.clear();
    expect(await seen(Promise.resolve(answer))).toMatchObject({ status: 201, body: half, error: terminated });
  });

  test("a slow body ends with the signal's reason", async () => {
    const send = await open();
    embedded.faults.nextRequests(1, { kind: "slowBody", ms: longMs });
    const controller = new AbortController();
    const sent = seen(send({ signal: controller.signal }));
    await after(longMs / 2);
    controller.abort(new Error("the user has left"));
    expect(await sent).toMatchObject({ status: 201, body: half, error: { message: "the user has left" } });
  });

  test("stuck and latency reject at once with the signal's reason, and only latency is carried out", async () => {
    const send = await open();
    const controller = new AbortController();
    const { signal } = controller;
    const sent = await heldUp([{ kind: "noResponse" }, { kind: "latency", ms: longMs }], () => send({ signal }));
    const message = "the user has left";
    controller.abort(new Error(message));
    for (const result of await Promise.all(sent)) expect(result).toMatchObject({ error: { message } });
    await expect.poll(stored, { timeout: 5_000 }).toBe(1);
  });

  test("20 that are stuck at once are no leak", async () => {
    const warned = vi.fn();
    process.on("warning", warned);
    const send = await open();
    const sent = await heldUp(
      Array.from({ length: 20 }, () => ({ kind: "noResponse" }) as const),
      send,
    );
    embedded.faults.clear();
    for (const result of await Promise.all(sent)) expect(result).toMatchObject({ error: closed });
    process.off("warning", warned);
    expect(warned).not.toHaveBeenCalled();
  });

  test("refuse and restore", async () => {
    const send = await open();
    await send();
    embedded.faults.nextRequests(1, { kind: "status", status: 503 });
    await embedded.faults.refuseConnections();
    await embedded.faults.refuseConnections();
    const refused = { message: "fetch failed", code: "ECONNREFUSED" };
    expect(await seen(send())).toMatchObject({ error: refused });
    expect(await seen(send())).toMatchObject({ error: refused });
    await Promise.all([embedded.faults.acceptConnections(), embedded.faults.acceptConnections()]);
    expect((await send()).status, "a request that was refused has met no fault").toBe(503);
    expect((await send()).status).toBe(409);
  });

  test("refuse ends what is held up, and it is not carried out", async () => {
    const send = await open();
    const sent = await heldUp([{ kind: "noResponse" }, { kind: "latency", ms: longMs }], send);
    await embedded.faults.refuseConnections();
    for (const result of await Promise.all(sent)) expect(result).toMatchObject({ error: closed });
    await embedded.faults.acceptConnections();
    expect((await send()).status).toBe(201);
  });

  test("refuse, restore, listen and close wait for one another", async () => {
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

  test("refuse lasts through reset", async () => {
    const send = await open();
    await embedded.faults.refuseConnections();
    embedded.reset();
    expect(await seen(send())).toMatchObject({ error: { code: "ECONNREFUSED" } });
  });
});

describe("over fetch, no timer is left", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const [url, given] = toPatients("http://localhost");

  test.each<{ kind: "latency" | "slowBody" }>([{ kind: "latency" }, { kind: "slowBody" }])(
    "by $kind, after it, nor after clear",
    async ({ kind }) => {
      embedded.faults.nextRequests(2, { kind, ms: 1000 });
      const first = seen(embedded.fetch(url, given));
      await vi.advanceTimersByTimeAsync(999);
      expect(vi.getTimerCount()).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(await first).toMatchObject({ status: 201 });
      const second = seen(embedded.fetch(url, given));
      await vi.advanceTimersByTimeAsync(500);
      expect(vi.getTimerCount()).toBe(1);
      embedded.faults.clear();
      expect(vi.getTimerCount()).toBe(0);
      expect(await second).toHaveProperty("error");
    },
  );

  test("by latency whose caller has left, where timers are numbers as in jest's jsdom", async () => {
    const { setTimeout: set } = globalThis;
    vi.stubGlobal("setTimeout", (...parameters: Parameters<typeof set>) => Number(set(...parameters)));
    embedded.faults.nextRequests(1, { kind: "latency", ms: 1000 });
    const left = new AbortController();
    const sent = seen(embedded.fetch(url, { ...given, signal: left.signal }));
    await vi.advanceTimersByTimeAsync(500);
    left.abort(new Error("the user has left"));
    expect(await sent).toMatchObject({ error: { message: "the user has left" } });
    await vi.advanceTimersByTimeAsync(500);
    vi.unstubAllGlobals();
    await expect.poll(stored).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("by latency that is cleared at once", async () => {
    embedded.faults.nextRequests(1, { kind: "latency", ms: 1000 });
    const sent = seen(embedded.fetch(url, given));
    embedded.faults.clear();
    expect(await sent).toMatchObject({ error: closed });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("by slowBody that is cleared at once", async () => {
    embedded.faults.nextRequests(1, { kind: "slowBody", ms: 1000 });
    const sent = seen(embedded.fetch(url, given));
    embedded.faults.clear();
    expect(await sent).toMatchObject({ body: half, error: terminated });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("by slowBody whose reader has left", async () => {
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

test("over fetch, a request of which the rest fails after its connection was ended fails once", async () => {
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
  const sent = seen(embedded.fetch(url, { ...given, body, duplex: "half" } as RequestInit));
  await embedded.faults.refuseConnections();
  expect(await sent).toMatchObject({ error: closed });
  fail(new Error("the rest is lost"));
  await after(0);
  process.off("unhandledRejection", onUnhandled);
  expect(unhandled).toStrictEqual([]);
});

describe("over a socket", () => {
  test("a request that is stuck leaves no connection when its caller leaves", async () => {
    const { port } = await embedded.listen();
    embedded.faults.nextRequests(1, { kind: "noResponse" });
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(`POST ${createPath} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n`);
    await after(20);
    expect(connections()).toContain(port);
    socket.destroy();
    await after(20);
    expect(connections()).not.toContain(port);
  });

  test("an answer that is cut arrives up to where it is cut, each time, large as it may be", async () => {
    const { url } = await embedded.listen();
    const data = { text: "a".repeat(3_000_000) };
    const [input, given] = toPatients(url);
    for (let round = 0; round < 5; round++) {
      embedded.faults.nextRequests(1, { kind: "cutBody" });
      const {
        headers,
        body = "",
        error,
      } = await seen(fetch(input, { ...given, body: JSON.stringify({ data }) }), ["content-length"]);
      expect(error).toStrictEqual(terminated);
      expect(body).toHaveLength(Math.floor(Number(headers?.["content-length"]) / 2));
    }
  });

  test("a large request arrives as a whole before an answer in its place, or a reset", async () => {
    const { url } = await embedded.listen();
    const [input, given] = toPatients(url);
    const body = JSON.stringify({ data: { text: "a".repeat(3_000_000) } });
    embedded.faults.nextRequests(1, { kind: "status", status: 503 });
    embedded.faults.nextRequests(1, { kind: "resetAfter" });
    expect(await seen(fetch(input, { ...given, body }))).toMatchObject({ status: 503 });
    expect(stored()).toBe(0);
    expect(await seen(fetch(input, { ...given, body }))).toMatchObject({ error: reset });
    expect(stored()).toBe(1);
  });

  test("restore rejects while another has the port, and can be called again", async () => {
    const { port } = await embedded.listen();
    await embedded.faults.refuseConnections();
    const other = createEmbeddedRegistry();
    await other.listen({ port });
    expect(await thrown(() => embedded.faults.acceptConnections())).toMatchObject({ code: "EADDRINUSE" });
    await other.close();
    await embedded.faults.acceptConnections();
    expect(await seen(fetch(...toPatients(`http://127.0.0.1:${port}`)))).toMatchObject({ status: 201 });
  });

  test("a registry that refuses can't be served, until it is restored or closed", async () => {
    await embedded.faults.refuseConnections();
    await expect(embedded.listen()).rejects.toThrow("The registry refuses connections: restore it first.");
    await embedded.close();
    await embedded.listen();
    await embedded.faults.refuseConnections();
    await expect(embedded.listen()).rejects.toThrow("The registry is served already: close it first.");
  });
});

test("D8: a latency does not keep the process alive once its caller has left, before the wait or during it", async () => {
  const [url, given] = toPatients("http://localhost");
  // One that is carried out after all has kept the process.
  const program = `
    import { createEmbeddedRegistry } from ${JSON.stringify(resolve("src/embedded/index.ts"))};
    const embedded = createEmbeddedRegistry();
    embedded.faults.nextRequests(2, { kind: "latency", ms: 10_000 });
    const callers = [new AbortController(), new AbortController()];
    for (const { signal } of callers) {
      const sent = embedded.fetch(${JSON.stringify(url)}, { ...${JSON.stringify(given)}, signal });
      sent.catch(({ message }) => console.log(message));
    }
    callers[0].abort(new Error("the first has left"));
    setTimeout(() => callers[1].abort(new Error("the second has left")), 20);
    process.on("exit", () => console.log(embedded.resources(${JSON.stringify(patientPath)}).length, "stored"));`;
  await inNewFolder(async (folder) => {
    const file = join(folder, "program.ts");
    await writeFile(file, program);
    const stdout = "the first has left\nthe second has left\n0 stored\n";
    expect(await runScript([file])).toStrictEqual({ code: 0, stdout, stderr: "" });
  });
});

test("D8: a latency whose caller has left is carried out where timers are numbers, as in jest's jsdom", async () => {
  const { setTimeout } = globalThis;
  vi.stubGlobal("setTimeout", (...given: Parameters<typeof setTimeout>) => Number(setTimeout(...given)));
  const left = new AbortController();
  const [url, given] = toPatients("http://localhost");
  embedded.faults.nextRequests(1, { kind: "latency", ms: 20 });
  const sent = embedded.fetch(url, { ...given, signal: left.signal });
  left.abort(new Error("it has left"));
  await expect(sent).rejects.toThrow("it has left");
  vi.unstubAllGlobals();
  await expect.poll(() => embedded.resources(patientPath)).toHaveLength(1);
});

test("D8: a latency whose caller has left before it is carried out all the same", async () => {
  const [url, given] = toPatients("http://localhost");
  const request = new Request(url, { ...given, signal: AbortSignal.abort() });
  const met = { fault: { kind: "latency", ms: 20 }, cleared: new AbortController().signal } as const;
  const outcome = await handlingOf(request, () => Response.json({}), met);
  expect(outcome.kind).toBe("answer");
});

test("a request that is stuck holds nothing when its caller has left", async () => {
  const left = new AbortController();
  const [url, given] = toPatients("http://localhost");
  const met = { fault: { kind: "noResponse" }, cleared: new AbortController().signal } as const;
  const outcome = handlingOf(new Request(url, { ...given, signal: left.signal }), () => Response.json({}), met);
  left.abort();
  expect(await outcome).toStrictEqual({ kind: "closed" });
});
