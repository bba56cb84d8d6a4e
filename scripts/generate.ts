/**
 * `npm run generate`: lints the contract and writes what follows from it into src/generated.
 * `npm run generate -- --check` writes nothing and exits 1 when the committed files are stale.
 * `--contract <file>` and `--out <folder>` name others than this repository's.
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
