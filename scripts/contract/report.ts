import { ContractError } from "./problem.ts";

/** Does what needs a contract. When the contract can't be used, says where and why, and that nothing was written. */
export async function withContract(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    console.error(error.message);
    console.error(`Nothing was written: fix ${file} first.`);
    process.exitCode = 1;
  }
}
