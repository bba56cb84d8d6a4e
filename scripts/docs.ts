/**
 * `npm run docs`: builds the documentation site into dist/docs: the README, the API reference and the client's reference.
 * It works from any static host and from `file://`. `--contract <file>` and `--out <folder>` use another contract and folder. With
 * `--server <url>`, the embedded registry at this URL is the first server, and the samples call it.
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
