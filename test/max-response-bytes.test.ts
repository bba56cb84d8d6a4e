import { describe, expect, test, vi, onTestFinished } from "vitest";
import { MalformedResponseError } from "../src/index.ts";
import { operations } from "./support/operations.ts";
import { persisted } from "./support/patient.ts";
import { clientOf } from "./support/start.ts";
import { thrown, thrownBy } from "./support/thrown.ts";

describe("stops reading a response longer than maxResponseBytes", () => {
  const long = (status: number) => {
    const state = { pulled: 0, isCancelled: false };
    const body = new ReadableStream({
      pull(stream) {
        const text = state.pulled++ === 0 ? `{"taskId":"${persisted.taskId}","x":"` : "x".repeat(1_000);
        stream.enqueue(new TextEncoder().encode(text));
      },
      cancel() {
        state.isCancelled = true;
      },
    });
    return { state, fetch: () => Promise.resolve(new Response(body, { status })) };
  };

  test("a success is a MalformedResponseError, with the taskId", async () => {
    const { state, fetch } = long(201);
    const registry = clientOf(fetch, { maxResponseBytes: 5_000 });
    const error = await thrownBy(MalformedResponseError, () => operations.create(registry));
    expect(error).toMatchObject({ status: 201, taskId: persisted.taskId, outcome: "unknown" });
    expect(state.isCancelled).toBe(true);
    expect(state.pulled).toBeLessThan(10);
  });

  test("also if its source can't be cancelled", async () => {
    const body = new ReadableStream({
      pull(stream) {
        stream.enqueue(new Uint8Array(1_000));
      },
      cancel: () => Promise.reject(new Error("can't be cancelled")),
    });
    const fetch = () => Promise.resolve(new Response(body, { status: 201 }));
    const registry = clientOf(fetch, { maxResponseBytes: 5_000 });
    await thrownBy(MalformedResponseError, () => operations.create(registry));
  });

  test("without a limit, stops at the engine's maximum string length", async () => {
    // A stub, because decoding would take half a gigabyte. The limit of the engine is the real one.
    const pieces = [`{"taskId":"${persisted.taskId}","x":"`];
    class Decoder {
      decode() {
        return pieces.shift() ?? "x".repeat(2 ** 28);
      }
    }
    vi.stubGlobal("TextDecoder", Decoder);
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    const { state, fetch } = long(201);
    const registry = clientOf(fetch, { maxResponseBytes: Infinity });
    const error = await thrownBy(MalformedResponseError, () => operations.create(registry));
    expect(error).toMatchObject({
      operationId: "createResource",
      status: 201,
      taskId: persisted.taskId,
      outcome: "unknown",
    });
    expect(state.isCancelled).toBe(true);
    expect(state.pulled).toBeLessThan(10);
  });

  test("reads a response of exactly that length", async () => {
    const text = JSON.stringify(persisted);
    const registry = clientOf(() => Promise.resolve(new Response(text)), { maxResponseBytes: text.length });
    expect(await operations.create(registry)).toMatchObject({ taskId: persisted.taskId });
    const shorter = clientOf(() => Promise.resolve(new Response(text)), { maxResponseBytes: text.length - 1 });
    await thrownBy(MalformedResponseError, () => operations.create(shorter));
  });

  test("an error response is an ApiError with its status", async () => {
    const { state, fetch } = long(404);
    const error = await thrown(() => operations.get(clientOf(fetch, { maxResponseBytes: 5_000 })));
    expect(error).toMatchObject({ name: "ApiError", status: 404, type: undefined });
    expect(state.isCancelled).toBe(true);
  });
});
