import { expect, test } from "vitest";
/* eslint-disable no-restricted-imports -- the check of each exchange needs the globals of Node.js */
import { createEmbeddedRegistry } from "../../src/embedded/index.ts";
import { createRegistryClient, waitForTask } from "../../src/index.ts";

const path = { sourceKey: "ehr-prod", resourceType: "patient" };

/** Tests the embedded registry and the client in a test environment with a DOM. */
export function testWithDom(environment: string, overHttp: boolean): void {
  test(`A14: the embedded registry, calls and waits work in ${environment}`, async () => {
    expect("document" in globalThis).toBe(true);
    const embedded = createEmbeddedRegistry({ asynchronous: true });
    const { url } = await embedded.listen();
    const options = { baseUrl: url, apiKey: "key", dangerouslyAllowBrowser: true };
    // happy-dom's own fetch requires CORS headers, which the registry does not send.
    const registry = createRegistryClient(overHttp ? options : { ...options, fetch: embedded.fetch });
    const { signal } = new AbortController();
    const { taskId } = await registry.upsertResource({ ...path, id: "1" }, { data: { a: 1 } }, { signal });
    expect(await waitForTask(registry, { ...path, taskId }, { deadlineMs: 5_000 })).toMatchObject({
      status: "SUCCESS",
    });
    expect(await registry.getResource({ ...path, id: "1" })).toMatchObject({ data: { a: 1 } });
    // The Blob of jsdom can't be sent by the fetch of Node.js.
    const uploaded = registry.createObject(
      { sourceKey: "ehr-prod", collectionKey: "scans" },
      { file: new Blob(["abc"]) },
    );
    if (overHttp) await expect(uploaded).rejects.toMatchObject({ name: "InvalidRequestError", field: "file" });
    else expect(await uploaded).toMatchObject({ status: "ACCEPTED" });
    embedded.faults.nextRequests(1, { kind: "noResponse" });
    await expect(registry.getResource({ ...path, id: "1" }, { timeoutMs: 50, retry: false })).rejects.toMatchObject({
      name: "TimeoutError",
    });
    await embedded.close();
  });
}
