import type { BrowseClientOf } from "../browse/browse-all.ts";
import type { SourcePath } from "../index.ts";
import type { ResourceCheck } from "../resource-check.ts";
import { ImportInputError } from "./errors.ts";
import { findFiles } from "./input/files.ts";
import type { InputFile } from "./input/types.ts";
import type { ImportSettings } from "./options.ts";
import { createInput, type ImportInput } from "./mapping/records.ts";
import type { BulkClientOf } from "../bulk/submit.ts";
import { waitHookOf } from "../tasks/wait-hook.ts";

/** The part of a client that imports, with or without profiles. Only a full refresh calls `browse`. */
export interface ImportClient extends BulkClientOf<object>, BrowseClientOf<object> {
  readonly profiles?: ResourceCheck | undefined;
}

/** The part of a client that browses. */
export interface StoredClient {
  browse: BrowseClientOf<unknown>["browse"];
}

/** An import, with everything that its runs share. */
export interface Job {
  readonly registry: ImportClient;
  readonly path: SourcePath;
  /** The files as they were given. */
  readonly names: readonly string[];
  readonly input: ImportInput;
  readonly settings: ImportSettings;
}

/** Finds the files. Throws {@link ImportInputError} when they or the options do not fit. */
export async function openInput(names: readonly string[], settings: ImportSettings): Promise<ImportInput> {
  const files = await filesOf(names, settings);
  checkType(settings, files);
  return createInput(files, settings);
}

/** Finds the files that names stand for. */
export function filesOf(names: readonly string[], settings: ImportSettings): Promise<InputFile[]> {
  return findFiles(names, settings.cwd ?? process.cwd(), settings);
}

function checkType({ type, map }: ImportSettings, files: readonly InputFile[]): void {
  if (type !== undefined || map !== undefined || files.every(({ format }) => format === "fhir")) return;
  throw new ImportInputError("The resource type is missing. Set type (--type), such as patient, or a mapping.");
}

/**
 * Returns the client with the profiles of the options, or else its own. Its bulks are not retried by the call, but resubmitted by the load,
 * which checks the journal before each: during the wait for a retry, another process may have taken over.
 */
export function withProfiles(registry: ImportClient, settings: ImportSettings): ImportClient {
  return {
    browse: (path, body, options) => registry.browse(path, body, options),
    bulkResources: (path, body, options) => registry.bulkResources(path, body, { ...options, retry: false }),
    getTask: (path, options) => registry.getTask(path, options),
    ...waitHookOf(registry),
    profiles: checksOf(registry.profiles, settings),
  };
}

/** Returns the checks of the options, or else those of the client. */
export function checksOf(
  own: ResourceCheck | undefined,
  { profiles = own, profileOptions }: ImportSettings,
): ResourceCheck | undefined {
  return (
    profiles && {
      check: (type, resource, options) => profiles.check(type, resource, { ...profileOptions, ...options }),
    }
  );
}
