import { expect } from "vitest";
import { InvalidRequestError, type RegistryClient } from "../../src/index.ts";
import { observedFetch } from "./observed-fetch.ts";
import { clientOf } from "./start.ts";
import { thrownBy } from "./thrown.ts";

/** Expects a call of an operation to be refused with these words, before anything is sent. */
export async function expectRefused(
  call: (registry: RegistryClient) => Promise<unknown>,
  { operationId, message }: { readonly operationId: string; readonly message: string },
): Promise<void> {
  const { fetch, requests } = observedFetch(() => Response.json({}));
  const error = await thrownBy(InvalidRequestError, () => call(clientOf(fetch)));
  expect(error.message).toBe(message);
  expect(error.field).toBe(/^Invalid (\S+):/.exec(message)?.[1]);
  expect(error).toMatchObject({ operationId, attempts: 0, outcome: "not-done" });
  expect(requests).toStrictEqual([]);
}
