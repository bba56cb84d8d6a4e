import { expect } from "vitest";
import { InvalidRequestError, type RegistryClient } from "../../src/index.ts";
import { observedFetch } from "./observed-fetch.ts";
import { clientOf } from "./start.ts";
import { thrownBy } from "./thrown.ts";

/** Expects that a call is refused for this field before anything is sent. */
export async function expectRefused(
  call: (registry: RegistryClient) => Promise<unknown>,
  { operationId, field }: { readonly operationId: string; readonly field: string },
): Promise<void> {
  const { fetch, requests } = observedFetch(() => Response.json({}));
  const error = await thrownBy(InvalidRequestError, () => call(clientOf(fetch)));
  expect(error).toMatchObject({ field, operationId, attempts: 0, outcome: "not-done" });
  expect(requests).toStrictEqual([]);
}
