/**
 * Imports files into a registry. Node.js only.
 *
 * @module clinia-registry-client/import
 */
export { ImportInputError, ImportStoppedError, type ImportStopReason } from "./errors.ts";
export {
  addresses,
  contactPoints,
  fhirOperation,
  humanNames,
  identifiers,
  period,
  type FhirOperationOptions,
} from "./mapping/fhir-mapping.ts";
export { importFiles } from "./import-files.ts";
export type { ImportFormat, RecordProblem } from "./input/types.ts";
export { reject, skip } from "./mapping/mapping.ts";
export { mappingTools, type MappingTools } from "./mapping/mapping-tools.ts";
export type { ImportOptions } from "./options.ts";
export { outputFiles, type OutputFileOptions, type OutputFiles } from "./output-files.ts";
export { readRejects, type ReadRejectsOptions } from "./rejects.ts";
export { takeRejects, type TakenRejects, type TakeRejectsOptions } from "./take-rejects.ts";
export {
  verifyFiles,
  type VerifyClient,
  type VerifyOptions,
  type VerifyProgress,
  type VerifySummary,
} from "./compare/verify.ts";
export type { ImportClient } from "./job.ts";
export type {
  ImportCounts,
  ImportMapping,
  ImportProgress,
  ImportSummary,
  MappedRecord,
  NoOperation,
  Rejected,
  MappingPlace,
  RecordPlace,
  RemovalCounts,
} from "./types.ts";
