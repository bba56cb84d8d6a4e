/**
 * `npm run docs`: builds the documentation site into dist/docs: guide, API reference and client reference. It works from any static
 * host and from `file://`. `--contract <file>` and `--out <folder>` replace the defaults. With `--server <url>`, the samples call an
 * embedded registry at that URL.
 */
import { docsCommand } from "./docs/command.ts";
import { readOptions } from "./options.ts";

process.exitCode = await docsCommand(
  readOptions({
    contract: { type: "string", default: "openapi/registry.yaml" },
    out: { type: "string", default: "dist/docs" },
    server: { type: "string" },
  }),
);
