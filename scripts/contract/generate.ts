import { basename } from "node:path";
import { format } from "prettier";
import { clientInterface } from "./client-interface.ts";
import { contractConstants } from "./constants.ts";
import { readContract, type ContractDocument } from "./document.ts";
import { lintContract } from "./lint.ts";
import { operationTable } from "./operation-table.ts";
import { contractSchemas } from "./schemas.ts";
import { contractTypes } from "./types.ts";

/** How every generated file begins. */
export const generatedMark = "// Made from openapi/";

/** What the names of the written files stand for; a folder that is generated into holds these and nothing else. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/**
 * Everything that follows from the contract, by file name: its types, the client's interface, the operation table with the
 * constants, and its schemas. The same contract gives the same bytes. Throws `ContractError` when the contract does not lint, or
 * when it lacks what these need.
 */
export async function generate(contractFile: string): Promise<GeneratedFiles> {
  const contract = await readContract(contractFile);
  const files = renderContract(contract, contractFile);
  files.catch(() => undefined);
  // The linter names what is wrong better than whatever stumbles over it next, and so it speaks first.
  await lintContract(contract);
  return files;
}

/** What {@link generate} gives, of a contract that was linted before. */
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
    `${generatedMark}${basename(contractFile)} by \`npm run generate\` (scripts/generate.ts). Do not edit: change the`,
    "// contract and generate again. `npm test` fails when this file and the contract disagree.",
  ].join("\n");
  const formatted = Object.entries(files).map(async ([name, code]) => {
    const text = await format(`${header}\n\n${code}`, { parser: "typescript", printWidth: 120 });
    return [name, text] as const;
  });
  return new Map(await Promise.all(formatted));
}
