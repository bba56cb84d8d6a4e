import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { patientPath } from "../support/patient.ts";
import { createPath } from "../support/raw-request.ts";
import { thrown } from "../support/thrown.ts";

const init = {
  method: "POST",
  headers: { "content-type": "application/json", "x-clinia-api-key": "key" },
  body: '{"data":{}}',
};

describe("fetch", () => {
  test.each([
    { name: "a string", input: `http://localhost${createPath}` },
    { name: "a URL", input: new URL(createPath, "https://any.example") },
  ])("accepts $name", async ({ input }) => {
    expect((await createEmbeddedRegistry().fetch(input, init)).status).toBe(201);
  });

  test("accepts a Request", async () => {
    const request = new Request(`http://localhost${createPath}`, init);
    expect((await createEmbeddedRegistry().fetch(request)).status).toBe(201);
  });

  test("applies nothing when the signal is already aborted", async () => {
    const embedded = createEmbeddedRegistry();
    const signal = AbortSignal.abort(new Error("the user left"));
    await expect(embedded.fetch(`http://localhost${createPath}`, { ...init, signal })).rejects.toThrow("the user left");
    expect(embedded.resources(patientPath)).toStrictEqual([]);
  });

  test("rejects with the signal's reason when it is aborted during the request", async () => {
    const embedded = createEmbeddedRegistry();
    const controller = new AbortController();
    const response = embedded.fetch(`http://localhost${createPath}`, { ...init, signal: controller.signal });
    controller.abort(new Error("the user left"));
    await expect(response).rejects.toThrow("the user left");
  });
});

describe("listen", () => {
  test("serves on a free port of loopback, and close frees it", async () => {
    const embedded = createEmbeddedRegistry();
    const { url, port } = await embedded.listen({ port: 0 });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const registry = createRegistryClient({ baseUrl: url, apiKey: "key-CANARY-7f3a", retry: false });
    await registry.createResource(patientPath, { data: {} });
    await embedded.close();
    await expect(registry.createResource(patientPath, { data: {} })).rejects.toMatchObject({
      ...{ name: "ConnectionError", outcome: "not-done", cause: { code: "ECONNREFUSED" } },
    });
    expect(embedded.resources(patientPath)).toHaveLength(1);

    const again = await embedded.listen({ port });
    expect(again).toStrictEqual({ url, port });
    await embedded.close();
  });

  test("rejects when the port is in use, and can be called again", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => {
        const address = other.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    const embedded = createEmbeddedRegistry();
    expect(await thrown(() => embedded.listen({ port }))).toMatchObject({ code: "EADDRINUSE" });
    other.close();
    await embedded.listen();
    await embedded.close();
  });

  test("rejects when it is already listening", async () => {
    const embedded = createEmbeddedRegistry();
    await embedded.listen();
    await expect(embedded.listen()).rejects.toThrow("The registry is already listening. Call close() first.");
    await embedded.close();
  });

  test("does not replace the platform's Request and Response", async () => {
    const platform = { Request: globalThis.Request, Response: globalThis.Response };
    const embedded = createEmbeddedRegistry();
    await embedded.listen();
    await embedded.close();
    expect(globalThis.Request).toBe(platform.Request);
    expect(globalThis.Response).toBe(platform.Response);
  });

  test("close does nothing when it is not listening", async () => {
    await expect(createEmbeddedRegistry().close()).resolves.toBeUndefined();
  });
});
