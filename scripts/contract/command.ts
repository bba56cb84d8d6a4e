import { failed, fileSystemReason, succeeded, type CommandResult } from "../command.ts";
import { drift, write } from "./drift.ts";
import { generate } from "./generate.ts";
import { ContractError } from "./problem.ts";

export interface GenerateOptions {
  /** Writes nothing, and fails if the files in `out` are out of date. */
  readonly check: boolean;
  readonly contract: string;
  readonly out: string;
}

/** `npm run generate`. */
export async function generateCommand({ check, contract, out }: GenerateOptions): Promise<CommandResult> {
  try {
    const files = await generate(contract);
    const names = [...files.keys()].join(", ");
    if (!check) {
      await write(out, files);
      return succeeded(`Generated ${names} in ${out} from ${contract}.`);
    }
    const stale = await drift(out, files);
    if (stale.length === 0) return succeeded(`${out} is up to date with ${contract}: ${names}.`);
    return failed(`${stale.join("\n")}\n${out} is out of date: the contract has changed. Run \`npm run generate\`.`);
  } catch (error) {
    if (error instanceof ContractError) return failed(contractFailure(error, contract));
    return failed(`${out} was not written: ${fileSystemReason(error)}. Choose a writable folder: --out <folder>`);
  }
}

/** Returns the message for an invalid contract. */
export function contractFailure(error: ContractError, contract: string): string {
  return `${error.message}\nNothing was written: fix ${contract} first.`;
}
