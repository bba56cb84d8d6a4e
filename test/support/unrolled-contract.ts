import type { ContractDocument } from "../../scripts/contract/document.ts";

const levels = 3;

/**
 * Returns the contract with recursive schemas unrolled to three levels: `redocly respect` does not check a response against a
 * recursive schema, and only warns.
 */
export function unrolledContract(contract: ContractDocument): unknown {
  return unroll(contract.get([]), []);

  function unroll(node: unknown, within: readonly string[]): unknown {
    if (Array.isArray(node)) return node.map((item) => unroll(item, within));
    if (typeof node !== "object" || node === null) return node;
    const { $ref } = node as { $ref?: unknown };
    if (typeof $ref === "string" && $ref.startsWith("#/components/schemas/")) {
      if (within.filter((name) => name === $ref).length >= levels) return {};
      return unroll(contract.get($ref.replace("#/", "").split("/")), [...within, $ref]);
    }
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, unroll(child, within)]));
  }
}
