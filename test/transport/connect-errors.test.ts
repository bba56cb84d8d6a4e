import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { ProxyAgent, fetch as fetchOfUndici } from "undici";
import { describe, expect, test } from "vitest";
import { ConnectionError, type Fetch } from "../../src/index.ts";
import { createRegistryClient } from "../support/client.ts";
import { operations } from "../support/operations.ts";
import { persisted } from "../support/patient.ts";
import { clientOf, key, start } from "../support/start.ts";
import { thrownBy } from "../support/thrown.ts";

const created = () => Response.json(persisted, { status: 201 });

function ofSystemCall(syscall: string, code: string): Error {
  return Object.assign(new Error(`${syscall} ${code} 192.0.2.1:443`), { code, syscall });
}
const failed = (cause: Error) => () => new TypeError("fetch failed", { cause });
const allOf = (...errors: Error[]) => Object.assign(new AggregateError(errors), { code: "ETIMEDOUT" });

const codes = ["ENETUNREACH", "EHOSTUNREACH", "ENETDOWN", "EADDRNOTAVAIL", "ETIMEDOUT", "EMFILE", "EACCES"];

describe("A1: a failed system call before the connection has the outcome not-done, and is retried", () => {
  test.each([
    ...codes.map((code) => ({ name: `connect ${code}`, error: ofSystemCall("connect", code), code })),
    { name: "an unknown code", error: ofSystemCall("connect", "ENEW"), code: undefined },
    { name: "bind EADDRINUSE", error: ofSystemCall("bind", "EADDRINUSE"), code: undefined },
    { name: "getaddrinfo EAI_FAIL", error: ofSystemCall("getaddrinfo", "EAI_FAIL"), code: undefined },
    {
      name: "several addresses",
      error: allOf(ofSystemCall("connect", "ETIMEDOUT"), ofSystemCall("connect", "ENETUNREACH")),
      code: "ETIMEDOUT",
    },
    {
      name: "a cause of the cause",
      error: new Error("x", { cause: ofSystemCall("connect", "ENETDOWN") }),
      code: "ENETDOWN",
    },
  ])("$name", async ({ error, code }) => {
    const once = await thrownBy(ConnectionError, () =>
      operations.create(clientOf(() => Promise.reject(failed(error)()))),
    );
    expect(once).toMatchObject({
      outcome: "not-done",
      message: expect.stringContaining("could not connect") as string,
    });
    expect((once.cause as { code?: string } | undefined)?.code).toBe(code);
    const { registry, clock, requests } = start([failed(error), created]);
    expect(await clock.settle(operations.create(registry))).toMatchObject({ status: "PERSISTED" });
    expect(requests).toHaveLength(2);
  });

  test.each([
    { name: "read ETIMEDOUT", error: ofSystemCall("read", "ETIMEDOUT") },
    { name: "write EPIPE", error: ofSystemCall("write", "EPIPE") },
    {
      name: "a read among several",
      error: allOf(ofSystemCall("connect", "ETIMEDOUT"), ofSystemCall("read", "ETIMEDOUT")),
    },
    { name: "several, one of which is not an error", error: Object.assign(new AggregateError(["connect"]), {}) },
    { name: "an empty list of errors", error: allOf() },
    { name: "a code without a system call", error: Object.assign(new Error("x"), { code: "ETIMEDOUT" }) },
  ])("but $name says nothing about the write", async ({ error }) => {
    const { registry, clock, requests } = start([failed(error), created]);
    const failure = await thrownBy(ConnectionError, () => clock.settle(operations.create(registry)));
    expect(failure).toMatchObject({ outcome: "unknown", attempts: 1 });
    expect(requests).toHaveLength(1);
  });

  test("reads an error that is its own cause", async () => {
    const error: Error = ofSystemCall("read", "ECONNRESET");
    error.cause = error;
    const failure = await thrownBy(ConnectionError, () => operations.create(clientOf(() => Promise.reject(error))));
    expect(failure).toMatchObject({ outcome: "unknown", cause: { code: "ECONNRESET" } });
  });

  const inNamespace = (...command: string[]) => spawnSync("unshare", ["-n", ...command], { encoding: "utf8" });
  if (inNamespace("true").status === 0) {
    test("a real one, in a network namespace without a route", () => {
      const program = `
        import { createRegistryClient } from "./dist/index.js";
        const registry = createRegistryClient({ baseUrl: "https://192.0.2.1", apiKey: "k", retry: { limit: 1, backoffMs: 1 } });
        await registry
          .createResource({ sourceKey: "s", resourceType: "t" }, { data: {} })
          .catch(({ outcome, attempts, cause }) => console.log(outcome, attempts, cause.code));`;
      const { stdout, stderr } = inNamespace(process.execPath, "--input-type=module", "-e", program);
      expect({ stdout, stderr }).toStrictEqual({ stdout: "not-done 2 ENETUNREACH\n", stderr: "" });
    });
  }
});

describe("A2: the outcome is not-done if a proxy refuses CONNECT", () => {
  test.each([403, 407, 502, 503])("%i", async (status) => {
    let refused = 0;
    const proxy = createServer().on("connect", (_, socket: Socket) => {
      refused += 1;
      socket.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`);
    });
    await once(proxy.listen(0, "127.0.0.1"), "listening");
    const { port } = proxy.address() as AddressInfo;
    const dispatcher = new ProxyAgent(`http://127.0.0.1:${port}`);
    const throughProxy = (url: string, init: object) => fetchOfUndici(url, { ...init, dispatcher });
    const registry = createRegistryClient({
      workspaceId: "acme",
      apiKey: key,
      retry: { limit: 1, backoffMs: 1 },
      fetch: throughProxy as unknown as Fetch,
    });
    const failure = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(failure).toMatchObject({ outcome: "not-done", attempts: 2, cause: { code: "UND_ERR_ABORTED" } });
    expect(refused).toBe(2);
    await dispatcher.close();
    proxy.close();
  });

  test("also for the code of Node's own agent", async () => {
    const error = failed(Object.assign(new Error("x"), { code: "ERR_PROXY_TUNNEL" }))();
    const failure = await thrownBy(ConnectionError, () => operations.create(clientOf(() => Promise.reject(error))));
    expect(failure.outcome).toBe("not-done");
  });

  test("but unknown for a request that was cancelled otherwise", async () => {
    const error = failed(Object.assign(new Error("Request was cancelled."), { code: "UND_ERR_ABORTED" }))();
    const failure = await thrownBy(ConnectionError, () => operations.create(clientOf(() => Promise.reject(error))));
    expect(failure.outcome).toBe("unknown");
  });
});
