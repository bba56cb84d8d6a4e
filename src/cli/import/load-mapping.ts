import { createHash } from "node:crypto";
import { mappingTools, type ImportMapping, type MappingTools } from "../../import/index.ts";
import type { JsonObject } from "../../json.ts";
import { CommandError } from "../context.ts";
import { loadModule } from "./load-module.ts";

/** A mapping, and the version of it that the journal stores. */
export interface LoadedMapping {
  readonly map: ImportMapping;
  readonly mappingVersion: string;
}

/** A function of a mapping file. The third argument has the functions that build its result, because a file need not have the package. */
type FileMapping = (
  record: JsonObject,
  place: Parameters<ImportMapping>[1],
  tools: MappingTools,
) => ReturnType<ImportMapping>;

/**
 * Loads the mapping of `--mapping`: the default export, and `mappingVersion` for changes of what it imports. The version of the mapping
 * is the hash of the file, followed by `mappingVersion`. Throws {@link CommandError} when the file is no mapping.
 */
export async function loadMapping(file: string, cwd: string): Promise<LoadedMapping> {
  const { bytes, exported } = await loadModule("--mapping", file, cwd);
  const mapping = exported("default");
  if (!isMapping(mapping)) {
    throw new CommandError(
      `--mapping ${file}: The default export is no function. Expected export default (record, place, { skip, reject, upsertOperation }) => …`,
      2,
    );
  }
  const version = exported("mappingVersion");
  if (version !== undefined && typeof version !== "string" && typeof version !== "number") {
    throw new CommandError(`--mapping ${file}: mappingVersion must be a string or a number.`, 2);
  }
  const hash = createHash("sha256").update(bytes).digest("hex");
  return {
    map: (record, place) => mapping(record, place, mappingTools),
    mappingVersion: version === undefined ? hash : `${hash} ${version}`,
  };
}

function isMapping(value: unknown): value is FileMapping {
  return typeof value === "function";
}
