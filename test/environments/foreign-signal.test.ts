import { spawn } from "node:child_process";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createRegistryClient } from "../support/client.ts";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { operations } from "../support/operations.ts";
import { ended } from "../support/run.ts";
import { key } from "../support/start.ts";
import { TimeoutError } from "../../src/index.ts";
import { thrownBy } from "../support/thrown.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("A14: the import needs no globals of the platform, some of which jest's jsdom lacks", async () => {
  const missing = [
    "TextEncoder",
    "TextDecoder",
    "Response",
    "Request",
    "Headers",
    "AbortSignal",
    "AbortController",
    "fetch",
  ];
  const program = `
    for (const name of ${JSON.stringify(missing)}) delete globalThis[name];
    const { parseTaskId, isRegistryError } = await import("./dist/index.js");
    console.log(parseTaskId("s_1").kind, isRegistryError(new Error("x")));`;
  const run = spawn(process.execPath, ["--input-type=module", "-e", program]);
  expect(await ended(run)).toStrictEqual({ code: 0, stdout: "oneOf false\n", stderr: "" });
});

describe("A14: a fetch that rejects the AbortSignal of the environment, as with jsdom in vitest 3 on Node.js 24", () => {
  class ForeignController {
    readonly signal = Object.assign(new EventTarget(), { aborted: false, reason: undefined });
    abort(reason: unknown): void {
      Object.assign(this.signal, { aborted: true, reason });
      this.signal.dispatchEvent(new Event("abort"));
    }
  }
  /** The Request of Node.js 24 accepts only signals of its own class. */
  const { Request: PlatformRequest, AbortSignal: PlatformSignal } = globalThis;
  class StrictRequest extends PlatformRequest {
    constructor(url: string, init?: RequestInit) {
      const { signal } = init ?? {};
      if (signal && !(signal instanceof PlatformSignal)) {
        throw new TypeError("RequestInit: Expected signal to be an instance of AbortSignal.");
      }
      super(url, init);
    }
  }

  async function start() {
    const embedded = createEmbeddedRegistry();
    const { url } = await embedded.listen();
    onTestFinished(() => embedded.close());
    const { fetch } = globalThis;
    vi.stubGlobal("AbortController", ForeignController);
    vi.stubGlobal("Request", StrictRequest);
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => fetch(new StrictRequest(url, init)));
    return { embedded, registry: createRegistryClient({ baseUrl: url, apiKey: key, retry: false }) };
  }

  test("calls work", async () => {
    expect(await operations.upsert((await start()).registry)).toMatchObject({ status: "PERSISTED" });
  });

  test("time limits and the caller's own signals work", async () => {
    const { embedded, registry } = await start();
    embedded.faults.nextRequests(2, { kind: "noResponse" });
    await thrownBy(TimeoutError, () => operations.upsert(registry, { timeoutMs: 30 }));
    const controller = new ForeignController();
    const call = operations.upsert(registry, { signal: controller.signal as unknown as AbortSignal });
    setTimeout(() => {
      controller.abort("cancelled");
    }, 20);
    await expect(call).rejects.toBe("cancelled");
  });
});
