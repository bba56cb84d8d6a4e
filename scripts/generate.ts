/**
 * `npm run generate`: lints the contract and writes what follows from it into src/generated.
 * `npm run generate -- --check` writes nothing and exits 1 when the committed files are stale.
 * `--contract <file>` and `--out <folder>` name others than this repository's.
 */
import { drift, write } from "./contract/drift.ts";
import { generate } from "./contract/generate.ts";
import { withContract } from "./contract/report.ts";
import { readOptions } from "./options.ts";

const options = readOptions({
  check: { type: "boolean", default: false },
  contract: { type: "string", default: "openapi/registry.yaml" },
  out: { type: "string", default: "src/generated" },
});

await withContract(options.contract, async () => {
  const files = await generate(options.contract);
  const names = [...files.keys()].join(", ");
  if (!options.check) {
    await write(options.out, files);
    console.log(`${options.contract} → ${options.out}: ${names}`);
    return;
  }
  const stale = await drift(options.out, files);
  if (stale.length === 0) {
    console.log(`${options.contract} → ${options.out}: ${names} are up to date`);
    return;
  }
  console.error(stale.join("\n"));
  console.error(`${options.out} is stale: the contract has changed since. Run \`npm run generate\`.`);
  process.exitCode = 1;
});
