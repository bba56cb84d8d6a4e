/**
 * `npm run generate`: lints the contract, and generates src/generated from it.
 * `npm run generate -- --check` writes nothing, and exits 1 if the files are out of date.
 * `--contract <file>` and `--out <folder>` use another contract and folder.
 */
import { finish } from "./command.ts";
import { generateCommand } from "./contract/command.ts";
import { readOptions } from "./options.ts";

const options = readOptions({
  check: { type: "boolean", default: false },
  contract: { type: "string", default: "openapi/registry.yaml" },
  out: { type: "string", default: "src/generated" },
});

finish(await generateCommand(options));
