import { basename } from "node:path";
import { format } from "prettier";
import { clientInterface } from "./client-interface.ts";
import { contractConstants } from "./constants.ts";
import { readContract, type ContractDocument } from "./document.ts";
import { lintContract } from "./lint.ts";
import { operationTable } from "./operation-table.ts";
import { contractSchemas } from "./schemas.ts";
import { contractTypes } from "./types.ts";

/** The beginning of every generated file. */
export const generatedHeader = "// Generated from openapi/";

/** The contents of the generated files, by name. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/**
 * Generates the files of a contract: its types, the interface of the client, the operation table with the constants, and its
 * schemas. The same contract gives the same bytes. Throws `ContractError` when the contract has lint problems, or lacks a part that
 * a file is generated from.
 */
export async function generate(contractFile: string): Promise<GeneratedFiles> {
  const contract = await readContract(contractFile);
  const files = renderContract(contract, contractFile);
  files.catch(() => undefined);
  // Lint problems are reported first: they are more precise than the errors that follow from them.
  await lintContract(contract);
  return files;
}

/** Generates the files without linting the contract. */
export async function render(contractFile: string): Promise<GeneratedFiles> {
  return renderContract(await readContract(contractFile), contractFile);
}

async function renderContract(contract: ContractDocument, contractFile: string): Promise<GeneratedFiles> {
  const files = {
    "contract.ts": `${contractConstants(contract)}\n\n${operationTable(contract)}`,
    "schemas.ts": contractSchemas(contract),
    "client.ts": await clientInterface(contract),
    "types.ts": await contractTypes(contract).catch((error: unknown) => {
      throw contract.problem([], "types", `openapi-typescript could not read the contract: ${String(error)}`);
    }),
  };
  const header = [
    `${generatedHeader}${basename(contractFile)} by \`npm run generate\` (scripts/generate.ts). Do not edit: change`,
    "// the contract and generate again. `npm test` fails if this file does not match the contract.",
  ].join("\n");
  const formatted = Object.entries(files).map(async ([name, code]) => {
    const text = await format(`${header}\n\n${code}`, { parser: "typescript", printWidth: 120 });
    return [name, text] as const;
  });
  return new Map(await Promise.all(formatted));
}
