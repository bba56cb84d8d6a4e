import { expect, test } from "vitest";
import { createEmbeddedRegistry } from "../support/embedded.ts";
import { send } from "../support/raw-request.ts";

test.each([
  { identifiers: 99, problems: "100 problems" },
  { identifiers: 100, problems: "over 100 problems" },
  // Takes minutes if the errors so far are copied for each new one.
  { identifiers: 150_000, problems: "over 100 problems" },
])(
  "a body with an invalid id and $identifiers invalid identifiers: $problems, and 100 details",
  async ({ identifiers, problems }) => {
    const meta = { identifier: Array(identifiers).fill({ value: 5 }) };
    const body = JSON.stringify({ data: {}, id: 7, meta });
    const response = await send(createEmbeddedRegistry(), { body });
    expect(response.body.message).toBe(`The body has ${problems}: see details.`);
    expect(response.body.details).toHaveLength(100);
  },
);
