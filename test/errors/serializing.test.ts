import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  ApiError,
  ConnectionError,
  isRegistryError,
  MalformedResponseError,
  RegistryError,
  TaskTimeoutError,
} from "../../src/index.ts";
import type { createRegistryClient, writeResources } from "../support/client.ts";
import { waitForTask } from "../support/client.ts";
import { operations } from "../support/operations.ts";
import { persisted } from "../support/patient.ts";
import { fetchFailed } from "../support/scripted-fetch.ts";
import { clientOf, start } from "../support/start.ts";
import { sourceKey, taskId, taskIs } from "../support/task-responses.ts";
import { thrown, thrownBy } from "../support/thrown.ts";

const parsed = (error: unknown) => JSON.parse(JSON.stringify(error)) as unknown;
const respond = (type: string, status = 409) =>
  clientOf(() => Promise.resolve(Response.json({ code: status, type, message: "CANARY" }, { status })));

describe("A16: the fields of an error in JSON logs", () => {
  test("of an ApiError", async () => {
    const error = await thrownBy(ApiError, () => operations.create(respond("ALREADY_EXISTS")));
    expect(parsed(error)).toStrictEqual({
      name: "ApiError",
      message: error.message,
      operationId: "createResource",
      attempts: 1,
      elapsedMs: error.elapsedMs,
      outcome: "not-done",
      status: 409,
      type: "ALREADY_EXISTS",
    });
  });

  test("omits an unknown type, which can be any word", async () => {
    const error = await thrownBy(ApiError, () => operations.create(respond("CANARY_TREMBLAY")));
    expect(error.type).toBe("CANARY_TREMBLAY");
    expect(JSON.stringify(error)).not.toContain("CANARY");
  });

  test("of a ConnectionError, with the code of the platform", async () => {
    const registry = clientOf(() => Promise.reject(fetchFailed("ECONNREFUSED")));
    const error = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(parsed(error)).toMatchObject({ name: "ConnectionError", cause: { code: "ECONNREFUSED" } });
  });

  test("of a wait, with the error of its last poll", async () => {
    const { registry, clock } = start([() => Response.json({}, { status: 503 })], { retry: false });
    const error = await thrownBy(TaskTimeoutError, () =>
      clock.settle(waitForTask(registry, { sourceKey, taskId }, { deadlineMs: 500, clock })),
    );
    expect(parsed(error)).toMatchObject({ name: "TaskTimeoutError", taskId, cause: { name: "ApiError", status: 503 } });
  });

  test("structuredClone does not throw, and keeps the message", async () => {
    const registries = [
      respond("INTERNAL", 500),
      clientOf(() => Promise.reject(fetchFailed("ECONNRESET"))),
      clientOf(() => Promise.resolve(Response.json({ ...persisted, status: "QUEUED" }))),
      clientOf(() => Promise.resolve(Response.redirect("https://elsewhere.example/"))),
    ];
    for (const registry of registries) {
      const error = await thrown(() => operations.create(registry));
      expect(isRegistryError(error)).toBe(true);
      expect((structuredClone(error) as Error).message).toBe((error as Error).message);
    }
  });
});

interface Package {
  readonly createRegistryClient: typeof createRegistryClient;
  readonly waitForTask: typeof waitForTask;
  readonly writeResources: typeof writeResources;
  readonly isRegistryError: typeof isRegistryError;
  readonly RegistryError: typeof RegistryError;
  readonly ApiError: typeof ApiError;
  readonly ConnectionError: typeof ConnectionError;
  readonly MalformedResponseError: typeof MalformedResponseError;
}

describe("A15: an error of another copy of the package", async () => {
  await mkdir("artifacts", { recursive: true });
  const folder = await mkdtemp("artifacts/copies-");
  const copyOf = async (name: string): Promise<Package> => {
    await cp("dist", `${folder}/${name}`, { recursive: true, filter: (file) => !/docs|embedded/.test(file) });
    return (await import(/* @vite-ignore */ resolve(folder, name, "index.js"))) as Package;
  };
  const [one, other] = [await copyOf("one"), await copyOf("other")];
  afterAll(() => rm(folder, { recursive: true }));

  test("is an instance of the same class of this copy", async () => {
    const registry = one.createRegistryClient({
      workspaceId: "acme",
      apiKey: "k",
      fetch: () => Promise.reject(new Error("x")),
      retry: false,
    });
    const error = await thrown(() => registry.createResource({ sourceKey: "s", resourceType: "t" }, { data: {} }));
    expect(error).not.toBeInstanceOf(ApiError);
    for (const copy of [
      one,
      other,
      { ConnectionError, RegistryError, ApiError, isRegistryError, MalformedResponseError },
    ]) {
      expect(copy.isRegistryError(error)).toBe(true);
      expect(error).toBeInstanceOf(copy.RegistryError);
      expect(error).toBeInstanceOf(copy.ConnectionError);
      expect(error).not.toBeInstanceOf(copy.ApiError);
      expect(error).not.toBeInstanceOf(copy.MalformedResponseError);
    }
    expect(other.ConnectionError).not.toBe(one.ConnectionError);
  });

  test("does not end a wait or a load of the other", async () => {
    const responses = [() => Response.json({}, { status: 503 }), taskIs("SUCCESS")];
    const fetch = () => Promise.resolve((responses.shift() ?? taskIs("SUCCESS"))());
    const registry = one.createRegistryClient({ workspaceId: "acme", apiKey: "k", fetch, retry: false });
    const waiting = other.waitForTask(registry, { sourceKey, taskId }, { deadlineMs: 5_000, backoffMs: 1 });
    expect(await waiting).toMatchObject({ status: "SUCCESS" });

    const { createEmbeddedRegistry } = await import("../../src/embedded/index.ts");
    const embedded = createEmbeddedRegistry();
    const loading = one.createRegistryClient({ baseUrl: "https://x.example", apiKey: "k", fetch: embedded.fetch });
    embedded.faults.nextRequests(1, { kind: "status", status: 400 });
    const writes = [1, 2, 3].map(
      (n) => ({ action: "UPSERT", upsert: { type: "t", id: String(n), data: {} } }) as const,
    );
    const outcomes: boolean[] = [];
    for await (const { ok } of other.writeResources(loading, { sourceKey }, writes, { deadlineMs: 5_000 })) {
      outcomes.push(ok);
    }
    expect(outcomes).toStrictEqual([true, true, true]);
  });

  test("is recognized by its brand, and instanceof works for subclasses of the user", () => {
    class OwnError extends ApiError {}
    const context = {
      operationId: undefined,
      attempts: 1,
      elapsedMs: 0,
      outcome: "unknown",
      requestId: undefined,
    } as const;
    const response = { status: 500, body: undefined, redact: (text: string) => text };
    expect(new OwnError(context, response)).toBeInstanceOf(OwnError);
    expect(new OwnError(context, response)).toBeInstanceOf(ApiError);
    expect(new ApiError(context, response)).not.toBeInstanceOf(OwnError);
    for (const value of [Object.assign(new Error("x"), { name: "ApiError" }), null, undefined, "ApiError", {}]) {
      expect(isRegistryError(value)).toBe(false);
      expect(value instanceof ApiError).toBe(false);
    }
  });
});
