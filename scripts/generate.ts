/**
 * `npm run generate`: lints the contract and writes what follows from it into src/generated.
 * `npm run generate -- --check` writes nothing and exits 1 when the committed files are stale.
 * `--contract <file>` and `--out <folder>` name others than this repository's.
 */
import { drift, write } from "./contract/drift.ts";
import { generate } from "./contract/generate.ts";
import { ContractError } from "./contract/problem.ts";
import { readOptions } from "./options.ts";

const options = readOptions({
  check: { type: "boolean", default: false },
  contract: { type: "string", default: "openapi/registry.yaml" },
  out: { type: "string", default: "src/generated" },
});

try {
  const files = await generate(options.contract);
  if (options.check) {
    const stale = await drift(options.out, files);
    if (stale.length > 0) {
      console.error(stale.join("\n"));
      console.error(`${options.out} is stale: the contract has changed since. Run \`npm run generate\`.`);
      process.exitCode = 1;
    }
  } else {
    await write(options.out, files);
  }
  if (process.exitCode === undefined) {
    console.log(
      `${options.contract} → ${options.out}: ${[...files.keys()].join(", ")}${options.check ? " are up to date" : ""}`,
    );
  }
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(error.message);
  console.error(`Nothing was written: mend ${options.contract} first.`);
  process.exitCode = 1;
}
