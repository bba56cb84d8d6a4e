/** A test without `fetch`, `Response` and `TextEncoder`. */
import { expect, test } from "vitest";
import { InvalidRequestError, isRegistryError, parseTaskId } from "clinia-registry-client";
import { createEmbeddedRegistry } from "clinia-registry-client/embedded";

test("the package works without network", () => {
  expect(typeof Response).toBe("undefined");
  expect(typeof TextEncoder).toBe("undefined");
  expect(parseTaskId("s_1").kind).toBe("oneOf");
  expect(isRegistryError(new InvalidRequestError({ field: "apiKey", reason: "missing" }))).toBe(true);
  expect(typeof createEmbeddedRegistry().fetch).toBe("function");
});
