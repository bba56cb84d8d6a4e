import {
  checkCount,
  checkFunction,
  checkOptionNames,
  checkPositive,
  expected,
  resolveOptions,
  type Check,
  type OptionRules,
} from "../client/option-rules.ts";
import { throwIfInvalid } from "../errors/registry-error.ts";
import type { ProfileCheckOptions, ResourceCheck } from "../resource-check.ts";
import { parseShard } from "./mapping/shard.ts";
import type { FileFingerprint } from "./input/fingerprint.ts";
import { importFormats, type ImportFormat } from "./input/types.ts";
import type { Journal } from "./journal/entries.ts";
import type { ImportMapping, ImportProgress, Rejected } from "./types.ts";

/** Options of {@link importFiles}. All are optional, but a `type`, a `map` or FHIR is needed to know the resource type. */
export interface ImportOptions {
  /**
   * The name of the registry, such as its workspace id: the journal of an import into another one is refused. Without it, an import into a
   * test workspace and then with the same journal into another one would send nothing. Default: not compared.
   */
  destination?: string | undefined;
  /** The resource type of the records. Default: the `resourceType` of FHIR; otherwise required without `map`. */
  type?: string | undefined;
  /** The field with the id. It is removed from `data`. Default: `"id"`. */
  id?: string | undefined;
  /**
   * Fields that identify a record together. The id is derived from them: 27 letters and digits of a SHA-256, the same in each run. They stay
   * in `data`. Excludes `id`.
   */
  idFrom?: readonly string[] | undefined;
  /** A secret, which keys the ids of `idFrom`: without it, anyone can find the number behind an id by trying all numbers. */
  idSecret?: string | Uint8Array | undefined;
  /** Whether a number in the id field is taken as text. Default: `false`: such a record is rejected. */
  idAsText?: boolean | undefined;
  /** Returns the operations of a record. Default: an upsert of the record, with `type` and `id`. */
  map?: ImportMapping | undefined;
  /** The version of `map`. A journal of another version is refused without `retryRejected`. Default: a hash of the function's text. */
  mappingVersion?: string | number | undefined;
  /** The checks of each resource before it is sent. Default: the profiles of the client. */
  profiles?: ResourceCheck | undefined;
  /** What the checks allow. */
  profileOptions?: ProfileCheckOptions | undefined;
  /** The format of the files. Default: by the name and the first bytes of each. */
  format?: ImportFormat | undefined;
  /** The encoding of the files: any label of `TextDecoder`, such as `"windows-1252"` or `"utf-16le"`. Default: UTF-8, checked. */
  encoding?: string | undefined;
  /** The separator of the fields of CSV. Default: found in the header line. */
  delimiter?: string | undefined;
  /** The folder that relative paths start at. Default: the current folder of the process. */
  cwd?: string | undefined;
  /** Whether everything is done but sending: records are read, mapped and checked. Writes no journal. Default: `false`. */
  dryRun?: boolean | undefined;
  /**
   * The file of the journal, or a journal of {@link Journals}, which the caller opens and closes. Default: the name of the file with
   * `.import`; required for several files, a folder, a pattern or a stream.
   */
  journal?: string | Journal | undefined;
  /**
   * The file of the rejected records. Default: the name of the journal with `.rejects.ndjson` in the place of `.import`; none if `journal`
   * is not a file.
   */
  rejects?: string | undefined;
  /** How many records may be rejected before the import stops: a number, or a share such as `"1%"`. Default: 1,000. */
  rejectLimit?: number | `${number}%` | undefined;
  /** Whether the records that earlier runs rejected are imported again. Default: `false`. */
  retryRejected?: boolean | undefined;
  /** Whether the last file may have grown, and files may have been added after it, since the last run. Default: `false`. */
  grown?: boolean | undefined;
  /** The result of {@link describeFiles}: other files are refused, such as on another machine. Default: not compared. */
  expectedFiles?: readonly FileFingerprint[] | undefined;
  /**
   * How many times in a row the import may start without progress and be killed. Then it throws {@link ImportStoppedError} with the records
   * that were in progress; the start after that counts from 0 again. Default: no limit.
   */
  startLimit?: number | undefined;
  /** Imports only a part of the ids, such as `"2/8"`: the second of eight. Each part needs its own journal. */
  shard?: `${number}/${number}` | undefined;
  /**
   * What to do, after a whole import, with the resources of the source and of the types of the extract that the extract no longer has:
   * `"list"` counts them, `"delete"` removes them. Only for an extract that has all resources of its types, and is the only one that writes
   * them into the source. Refused if a record was rejected, skipped or is open, and for shards, streams, `grown` and deletes. Default: nothing.
   */
  fullRefresh?: "list" | "delete" | undefined;
  /**
   * How many resources a full refresh may remove: a number, or a share of those of each type that were stored before the import. If it would
   * remove more, it removes none. Default: `"5%"`.
   */
  maxDeletes?: number | `${number}%` | undefined;
  /** The maximum number of operations in a bulk. Default: 1,000. */
  batchSize?: number | undefined;
  /** The maximum number of bulks in progress at a time. Default: 4. */
  concurrency?: number | undefined;
  /** The limit of the wait for the task of each bulk, in milliseconds. Default: 600,000. */
  deadlineMs?: number | undefined;
  /** How long the import waits for a registry that is overloaded or can't be reached, in milliseconds. Default: 3,600,000. */
  giveUpAfterMs?: number | undefined;
  /** The maximum number of records per second. Default: no limit. */
  rate?: number | undefined;
  /** The time of day in which records are sent, such as `"22:00-06:00"`, in the time zone of the process. Default: always. */
  window?: string | undefined;
  /** Called with the progress, at most four times a second, and at the end. Its exceptions are ignored. */
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Called for each record that is rejected. Its exceptions are ignored. */
  onReject?: ((rejected: Rejected) => void) | undefined;
  /**
   * Stops the import: nothing more is read or sent, the tasks in progress are waited for up to ten seconds, and {@link ImportStoppedError}
   * is thrown.
   */
  signal?: AbortSignal | undefined;
}

/** {@link ImportOptions}, checked and complete. */
export interface ImportSettings {
  readonly destination: string | undefined;
  readonly type: string | undefined;
  readonly id: string;
  readonly idFrom: readonly string[] | undefined;
  readonly idSecret: string | Uint8Array | undefined;
  readonly idAsText: boolean;
  readonly map: ImportMapping | undefined;
  readonly mappingVersion: string | number | undefined;
  readonly profiles: ResourceCheck | undefined;
  readonly profileOptions: ProfileCheckOptions | undefined;
  readonly format: ImportFormat | undefined;
  readonly encoding: string | undefined;
  readonly delimiter: string | undefined;
  readonly cwd: string | undefined;
  readonly dryRun: boolean;
  readonly journal: string | Journal | undefined;
  readonly rejects: string | undefined;
  readonly rejectLimit: number | string;
  readonly retryRejected: boolean;
  readonly grown: boolean;
  readonly expectedFiles: readonly FileFingerprint[] | undefined;
  readonly startLimit: number;
  readonly shard: string | undefined;
  readonly fullRefresh: "list" | "delete" | undefined;
  readonly maxDeletes: number | string;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly deadlineMs: number;
  readonly giveUpAfterMs: number;
  readonly rate: number | undefined;
  readonly window: string | undefined;
  readonly onProgress: ((progress: ImportProgress) => void) | undefined;
  readonly onReject: ((rejected: Rejected) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

const checkText: Check = (field, value) =>
  expected(field, "a string that is not empty", typeof value === "string" && value !== "");
const checkBoolean: Check = (field, value) => expected(field, "true or false", typeof value === "boolean");
const checkAny: Check = () => undefined;
const checkTexts: Check = (field, value) =>
  expected(field, "an array of strings", Array.isArray(value) && value.length > 0 && value.every(isText));
const isText = (value: unknown) => typeof value === "string" && value !== "";
const checkFormat: Check = (field, value) =>
  expected(
    field,
    "ndjson, csv, json or fhir",
    importFormats.some((format) => format === value),
  );
const checkRefresh: Check = (field, value) => expected(field, "list or delete", value === "list" || value === "delete");
const checkLimit: Check = (field, value) =>
  expected(
    field,
    'a number, or a share such as "1%"',
    (typeof value === "number" && value >= 0) || (typeof value === "string" && /^\d+(?:\.\d+)?%$/.test(value)),
  );
const checkShard: Check = (field, value) =>
  expected(field, 'a part such as "2/8"', typeof value === "string" && parseShard(value) !== undefined);
const checkJournal: Check = (field, value) => {
  const { name, read, append, close } = Object(value) as Record<string, unknown>;
  const isJournal = isText(name) && [read, append, close].every((part) => typeof part === "function");
  return expected(field, "the name of a file, or an open journal", isText(value) || isJournal);
};
const checkFiles: Check = (field, value) => expected(field, "the result of describeFiles", Array.isArray(value));
const checkSignal: Check = (field, value) => expected(field, "an AbortSignal", value instanceof AbortSignal);
const checkRate: Check = (field, value) =>
  expected(field, "a number of records per second higher than 0", typeof value === "number" && value > 0);

const rules: OptionRules<ImportSettings> = {
  destination: [checkText, undefined],
  type: [checkText, undefined],
  id: [checkText, "id"],
  idFrom: [checkTexts, undefined],
  idSecret: [checkAny, undefined],
  idAsText: [checkBoolean, false],
  map: [checkFunction, undefined],
  mappingVersion: [checkAny, undefined],
  profiles: [checkAny, undefined],
  profileOptions: [checkAny, undefined],
  format: [checkFormat, undefined],
  encoding: [checkText, undefined],
  delimiter: [checkText, undefined],
  cwd: [checkText, undefined],
  dryRun: [checkBoolean, false],
  journal: [checkJournal, undefined],
  rejects: [checkText, undefined],
  rejectLimit: [checkLimit, 1_000],
  retryRejected: [checkBoolean, false],
  grown: [checkBoolean, false],
  expectedFiles: [checkFiles, undefined],
  startLimit: [checkCount, Infinity],
  shard: [checkShard, undefined],
  fullRefresh: [checkRefresh, undefined],
  maxDeletes: [checkLimit, "5%"],
  batchSize: [checkCount, 1_000],
  concurrency: [checkCount, 4],
  deadlineMs: [checkPositive, 600_000],
  giveUpAfterMs: [checkPositive, 3_600_000],
  rate: [checkRate, undefined],
  window: [checkText, undefined],
  onProgress: [checkFunction, undefined],
  onReject: [checkFunction, undefined],
  signal: [checkSignal, undefined],
};

/** Checks and completes options. Throws {@link InvalidRequestError}. */
export function resolveImport(options: ImportOptions): ImportSettings {
  throwIfInvalid(checkOptionNames(options, Object.keys(rules)));
  const settings = resolveOptions<ImportSettings>(options, rules);
  const isRefresh = settings.fullRefresh !== undefined;
  throwIfInvalid(
    expected("idFrom", "either id or idFrom", options.id === undefined || settings.idFrom === undefined),
    expected("idSecret", "idSecret only with idFrom", settings.idSecret === undefined || settings.idFrom !== undefined),
    expected("maxDeletes", "maxDeletes only with fullRefresh", options.maxDeletes === undefined || isRefresh),
    expected(
      "shard",
      "no shard with fullRefresh, which needs the whole extract",
      !(isRefresh && settings.shard !== undefined),
    ),
    expected("grown", "no grown with fullRefresh, which needs the whole extract", !(isRefresh && settings.grown)),
    expected("retryRejected", "retryRejected without dryRun", !(settings.retryRejected && settings.dryRun)),
  );
  return settings;
}
