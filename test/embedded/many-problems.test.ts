import { expect, test } from "vitest";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { send } from "../support/raw-request.ts";

test.each([
  { identifiers: 99, problems: "100 problems" },
  { identifiers: 100, problems: "over 100 problems" },
  // What copies the problems so far for each new one takes minutes.
  { identifiers: 150_000, problems: "over 100 problems" },
])("a body with a wrong id and $identifiers wrong identifiers: $problems, and 100 details", async (given) => {
  const meta = { identifier: Array(given.identifiers).fill({ value: 5 }) };
  const body = JSON.stringify({ data: {}, id: 7, meta });
  const answer = await send(createEmbeddedRegistry(), { body });
  expect(answer.body.message).toBe(`The body has ${given.problems}: see details.`);
  expect(answer.body.details).toHaveLength(100);
});
