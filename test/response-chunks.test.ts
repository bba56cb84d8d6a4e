import { describe, expect, test } from "vitest";
import { ApiError, ConnectionError } from "../src/index.ts";
import { operations } from "./support/operations.ts";
import { persisted } from "./support/patient.ts";
import { clientOf } from "./support/start.ts";
import { thrownBy } from "./support/thrown.ts";

const name = "Zoë Gagné 李 🧬";
const response = { ...persisted, resource: { ...persisted.resource, data: { name } } };

/** A response whose body consists of these chunks. */
function inPieces(pieces: readonly unknown[], status = 201): Response {
  const left = [...pieces];
  const body = new ReadableStream({
    pull(stream) {
      if (left.length === 0) stream.close();
      else stream.enqueue(left.shift());
    },
  });
  return new Response(body, { status });
}

describe("a response in chunks", () => {
  const bytes = new TextEncoder().encode(JSON.stringify(response));

  test.each([1, 2, 3, 7, 64, bytes.length])("of %i bytes is read, even if they split characters", async (size) => {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size), new Uint8Array());
    const registry = clientOf(() => Promise.resolve(inPieces(pieces)));
    expect(await operations.create(registry)).toMatchObject(response);
  });

  test("keeps a zero-width no-break space at the start of a chunk", async () => {
    const [before, after] = JSON.stringify(response)
      .split("Zoë")
      .map((part) => new TextEncoder().encode(part));
    const pieces = [before, new TextEncoder().encode("\uFEFFZoë"), after];
    const registry = clientOf(() => Promise.resolve(inPieces(pieces)));
    const data = { name: `\uFEFF${name}` };
    expect(await operations.create(registry)).toMatchObject({ resource: { data } });
  });

  test("that reuse the same buffer is read", async () => {
    const place = new Uint8Array(16);
    let at = 0;
    const body = new ReadableStream({
      async pull(stream) {
        await Promise.resolve();
        if (at >= bytes.length) {
          stream.close();
          return;
        }
        place.fill(32);
        place.set(bytes.subarray(at, at + place.length));
        stream.enqueue(place);
        at += place.length;
      },
    });
    const registry = clientOf(() => Promise.resolve(new Response(body, { status: 201 })));
    expect(await operations.create(registry)).toMatchObject(response);
  });

  test("that are not bytes is a ConnectionError with the outcome unknown", async () => {
    const registry = clientOf(() => Promise.resolve(inPieces([JSON.stringify(response)])));
    const error = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(error).toMatchObject({ operationId: "createResource", outcome: "unknown", attempts: 1 });
    expect(error.platformError).toBeInstanceOf(TypeError);
  });

  test("whose second chunk is not bytes is an error with the taskId of the first", async () => {
    const first = new TextEncoder().encode(`{"taskId":"${persisted.taskId}","status":`);
    const registry = clientOf(() => Promise.resolve(inPieces([first, "plain text"])));
    const error = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(error).toMatchObject({ outcome: "unknown", taskId: persisted.taskId });
  });

  test("that are not bytes is an ApiError if the status is an error", async () => {
    const registry = clientOf(() => Promise.resolve(inPieces(["plain text"], 400)));
    const error = await thrownBy(ApiError, () => operations.create(registry));
    expect(error).toMatchObject({ status: 400, outcome: "not-done" });
  });
});
