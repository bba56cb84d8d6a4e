import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { Agent, fetch as fetchOfUndici, type Dispatcher } from "undici";
import { ConnectionError, WriteStoppedError, type Fetch, type WriteOutcome } from "../src/index.ts";
import { createRegistryClient, waitForTask, writeResources } from "./support/client.ts";
import { operations } from "./support/operations.ts";
import { createPrivateCa } from "./support/private-ca.ts";
import { fetchFailed } from "./support/scripted-fetch.ts";
import { key as apiKey, start } from "./support/start.ts";
import { sourceKey, taskId } from "./support/task-responses.ts";
import { thrownBy } from "./support/thrown.ts";

const privateCa = createPrivateCa();
const { ca, caKey, cert } = privateCa;
const expired = createPrivateCa([-2, -1]);
const ofLater = createPrivateCa([1, 2]);

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A registry behind https, and a client that trusts the platform's CAs, or one CA. */
async function startHttps(
  { cert, key }: { readonly cert: string; readonly key: string },
  { host = "127.0.0.1", trusted }: { host?: string | undefined; trusted?: string | undefined } = {},
) {
  const seen = { connections: 0, requests: 0 };
  const server = createServer({ cert, key }, (_, response) => {
    seen.requests += 1;
    response.writeHead(500).end();
  });
  servers.push(server);
  server.on("connection", () => (seen.connections += 1));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const registry = createRegistryClient({
    baseUrl: `https://${host}:${port}`,
    apiKey,
    retry: { backoffMs: 1 },
    ...(trusted !== undefined && { fetch: fetchThatTrusts(trusted) }),
  });
  return { registry, seen };
}

function fetchThatTrusts(ca: string): Fetch {
  const dispatcher = new Agent({ connect: { ca } });
  // Its types say the same as TypeScript's in other words.
  const send = fetchOfUndici as unknown as (
    url: string,
    init: RequestInit & { dispatcher: Dispatcher },
  ) => Promise<Response>;
  return (url, init) => send(url, { ...init, dispatcher });
}

describe("an untrusted certificate: nothing is sent or retried", () => {
  test.each([
    { code: "DEPTH_ZERO_SELF_SIGNED_CERT", credentials: { cert: ca, key: caKey } },
    { code: "SELF_SIGNED_CERT_IN_CHAIN", credentials: { ...privateCa, cert: cert + ca } },
    { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE", credentials: privateCa },
    { code: "CERT_HAS_EXPIRED", credentials: expired, trusted: expired.ca },
    { code: "CERT_NOT_YET_VALID", credentials: ofLater, trusted: ofLater.ca },
    { code: "ERR_TLS_CERT_ALTNAME_INVALID", credentials: privateCa, trusted: ca, host: "localhost" },
  ])("$code", async ({ code, credentials, ...more }) => {
    const { registry, seen } = await startHttps(credentials, more);
    const create = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(create).toMatchObject({ operationId: "createResource", outcome: "not-done", attempts: 1, cause: { code } });
    const get = await thrownBy(ConnectionError, () => operations.get(registry));
    expect(get).toMatchObject({ operationId: "getResource", outcome: "not-done", attempts: 1, cause: { code } });
    expect(seen).toStrictEqual({ connections: 2, requests: 0 });
  });

  test("sends to a host whose certificate is trusted", async () => {
    const { registry, seen } = await startHttps(privateCa, { trusted: ca });
    await expect(operations.create(registry)).rejects.toMatchObject({ name: "ApiError" });
    expect(seen).toStrictEqual({ connections: 1, requests: 1 });
  });

  test("a task is not polled again", async () => {
    const { registry, seen } = await startHttps(privateCa);
    const wait = () => waitForTask(registry, { sourceKey, taskId }, { deadlineMs: 60_000, backoffMs: 1 });
    const error = await thrownBy(ConnectionError, wait);
    const cause = { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" };
    expect(error).toMatchObject({ operationId: "getTask", outcome: "not-done", attempts: 1, cause });
    expect(seen).toStrictEqual({ connections: 1, requests: 0 });
  });

  test("a bulk is not resubmitted", async () => {
    const { registry, seen } = await startHttps(privateCa);
    const operation = { action: "UPSERT", upsert: { type: "patient", id: "patient-0001", data: {} } } as const;
    const outcomes: WriteOutcome[] = [];
    const write = async () => {
      const writes = writeResources(registry, { sourceKey }, [operation], { deadlineMs: 60_000 });
      for await (const outcome of writes) outcomes.push(outcome);
    };
    const stopped = await thrownBy(WriteStoppedError, write);
    const cause = {
      name: "ConnectionError",
      operationId: "bulkResources",
      cause: { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" },
      outcome: "not-done",
      attempts: 1,
    };
    expect(stopped).toMatchObject({ read: 1, cause });
    expect(outcomes).toMatchObject([{ ok: false, error: { name: "OperationNotSentError", cause } }]);
    expect(seen).toStrictEqual({ connections: 1, requests: 0 });
  });
});

test("the outcome is unknown if an earlier attempt may have been applied", async () => {
  const { registry, clock, requests } = start([() => fetchFailed("ECONNRESET"), () => fetchFailed("CERT_HAS_EXPIRED")]);
  const error = await thrownBy(ConnectionError, () => clock.settle(operations.upsert(registry)));
  expect(error).toMatchObject({ attempts: 2, outcome: "unknown", cause: { code: "CERT_HAS_EXPIRED" } });
  expect(requests).toHaveLength(2);
});
