/**
 * Imports files into a registry. Node.js only.
 *
 * @module clinia-registry-client/import
 */
export { ImportInputError, ImportStoppedError, type ImportStopReason } from "./errors.ts";
export { describeFiles, type DescribeFilesOptions } from "./describe-files.ts";
export type { FileFingerprint } from "./input/fingerprint.ts";
export type {
  BadEntry,
  DoneEntry,
  EndEntry,
  Frontier,
  Journal,
  JournalEntry,
  MappingVersion,
  RedoEntry,
  RejectedRecord,
  ResendEntry,
  RunEntry,
  SendingEntry,
  SentEntry,
  SentOptions,
  SkippedEntry,
  Span,
  StartEntry,
  StopEntry,
} from "./journal/entries.ts";
export { fileJournals } from "./journal/file-journals.ts";
export { JournalError, type JournalErrorReason } from "./journal/journal-error.ts";
export type { DividedImport, Journals } from "./journal/journals.ts";
export { postgresJournals, type PostgresJournalsOptions, type PostgresPool } from "./journal/postgres-journals.ts";
export { importReport, type ImportReport, type ImportReportOptions, type PartitionReport } from "./report.ts";
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
