import type { TestProject } from "vitest/node";
import { readContract } from "../../scripts/contract/document.ts";
import { contractFile } from "./contract-copy.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The contract as plain data. */
    contract: object;
    /** Whether random tests run as often as in CI. */
    isFull: boolean;
  }
}

/** Parses the contract once, for every test file. */
export default async function provideContract(project: TestProject): Promise<void> {
  const contract = await readContract(contractFile);
  project.provide("contract", contract.get([]) as object);
}
