import type { operations } from "../generated/types.ts";

/** The name of an operation of the contract, which is the name of its method too. */
export type OperationId = keyof operations;
