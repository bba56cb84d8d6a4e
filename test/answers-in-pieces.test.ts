import { describe, expect, test } from "vitest";
import { ApiError, ConnectionError } from "../src/index.ts";
import { operations } from "./support/operations.ts";
import { persisted } from "./support/patient.ts";
import { clientOf } from "./support/start.ts";
import { thrownBy } from "./support/thrown.ts";

const name = "Zoë Gagné 李 🧬";
const answer = { ...persisted, resource: { ...persisted.resource, data: { name } } };

/** An answer whose body is these pieces, whatever they are. */
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

describe("an answer that comes in pieces", () => {
  const bytes = new TextEncoder().encode(JSON.stringify(answer));

  test.each([1, 2, 3, 7, 64, bytes.length])("of %i bytes is read, though they cut characters", async (size) => {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size), new Uint8Array());
    const registry = clientOf(() => Promise.resolve(inPieces(pieces)));
    expect(await operations.create(registry)).toMatchObject(answer);
  });

  test("that lie in the same place one after the other is read", async () => {
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
    expect(await operations.create(registry)).toMatchObject(answer);
  });

  test("that are no bytes breaks off: the write may have happened", async () => {
    const registry = clientOf(() => Promise.resolve(inPieces([JSON.stringify(answer)])));
    const error = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(error).toMatchObject({ operationId: "createResource", outcome: "unknown", attempts: 1 });
    expect(error.platformError).toBeInstanceOf(TypeError);
  });

  test("of which a later one is no bytes names the task that the first has named", async () => {
    const first = new TextEncoder().encode(`{"taskId":"${persisted.taskId}","status":`);
    const registry = clientOf(() => Promise.resolve(inPieces([first, "a text"])));
    const error = await thrownBy(ConnectionError, () => operations.create(registry));
    expect(error).toMatchObject({ outcome: "unknown", taskId: persisted.taskId });
  });

  test("that are no bytes is told by its status, where that is an error's", async () => {
    const registry = clientOf(() => Promise.resolve(inPieces(["a text"], 400)));
    const error = await thrownBy(ApiError, () => operations.create(registry));
    expect(error).toMatchObject({ status: 400, outcome: "not-done" });
  });
});
