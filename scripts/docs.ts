/**
 * `npm run docs`: builds the documentation site into dist/docs: the README, the API reference and the client's reference.
 * It works from any static host and from `file://`. `--contract <file>` and `--out <folder>` name others; with
 * `--server <url>`, an embedded registry there is the first server, and the one that the samples call.
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
