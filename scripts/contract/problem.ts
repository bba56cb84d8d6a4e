import { escapeControlCharacters } from "../escape-control-characters.ts";

/** A problem of the contract, and its position. */
export interface ContractProblem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

/** Thrown when the contract is invalid. Lists all problems. */
export class ContractError extends Error {
  override readonly name = "ContractError" as const;

  constructor(readonly problems: readonly ContractProblem[]) {
    super(problems.map(formatProblem).join("\n"));
  }
}

function formatProblem({ file, line, column, rule, message }: ContractProblem): string {
  const place = `${file}:${String(line)}:${String(column)} ${rule}`;
  return [place, ...`  ${message}`.split("\n")].map(escapeControlCharacters).join("\n");
}
