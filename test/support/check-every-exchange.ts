/*
 * Fails each test whose client or embedded registry violated the contract, or whose errors or events contained secrets.
 * `client.ts` and `embedded.ts` report them.
 */
import { afterEach, expect, inject } from "vitest";
import { useContract } from "./contract-data.ts";
import { takeReported } from "./exchange-check.ts";
import { forgetSecrets } from "./secret-check.ts";

useContract(inject("contract"));

afterEach(() => {
  forgetSecrets();
  expect(takeReported(), "violations of the contract, and secrets in errors and events").toStrictEqual([]);
});
