import { expect, test } from "vitest";
import { createEmbeddedRegistry } from "../../src/embedded/index.ts";
import { send } from "../support/raw-request.ts";

test("a body of 30,000 problems is answered at once, with each of them", async () => {
  const body = JSON.stringify({ data: {}, id: 7, meta: { identifier: Array(30_000).fill({ value: 5 }) } });
  const start = performance.now();
  const answer = await send(createEmbeddedRegistry(), { body });
  expect(performance.now() - start).toBeLessThan(3_000);
  expect(answer.body.details).toHaveLength(30_001);
});
