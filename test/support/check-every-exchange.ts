/*
 * Fails each test whose client or embedded registry broke the contract, or whose errors or events showed what they must not.
 * `client.ts` and `embedded.ts` report it.
 */
import { afterEach, expect, inject } from "vitest";
import { useContract } from "./contract-data.ts";
import { takeReported } from "./exchange-check.ts";
import { forgetSecrets } from "./secret-check.ts";

useContract(inject("contract"));

afterEach(() => {
  forgetSecrets();
  expect(takeReported(), "what breaks the contract, or shows what must not be shown").toStrictEqual([]);
});
