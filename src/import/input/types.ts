import type { JsonObject } from "../../json.ts";

/** The formats of an input file. */
export const importFormats = ["ndjson", "csv", "json", "fhir"] as const;

/** The format of an input file. */
export type ImportFormat = (typeof importFormats)[number];

/** A place in a file, where a record starts. */
export interface FilePosition {
  /** The offset in bytes, from the start of the file: decompressed, and as UTF-8. */
  readonly offset: number;
  /** The number of the line, from 1. */
  readonly line: number;
}

/** A record of a file: a JSON object, or the problem why it is none. */
export interface InputRecord extends FilePosition {
  readonly value: JsonObject | undefined;
  /** Why the record can't be read. Undefined if `value` is defined. Contains nothing of the record. */
  readonly problem: RecordProblem | undefined;
  /** Whether the record says that a resource was deleted. `value` has its `resourceType` and `id` then. Only in FHIR. */
  readonly isDeletion: boolean;
  /** Where reading continues after the record. */
  readonly nextOffset: number;
  readonly nextLine: number;
}

/** Why a record is rejected. Contains nothing of the record. */
export interface RecordProblem {
  /** The reason, such as `not JSON`. */
  readonly reason: string;
  /** The path of the field, such as `data.birthDate`. */
  readonly path?: string | undefined;
  /** A code, such as an error type of the registry or the name of an error. */
  readonly code?: string | undefined;
}

/** A file to read. */
export interface InputFile {
  /** The name as it is printed: as it was given, or below the given folder. */
  readonly name: string;
  readonly path: string;
  readonly format: ImportFormat;
  readonly isGzip: boolean;
  /** The size on disk in bytes; undefined for a stream, such as stdin or a pipe, which can be read once. */
  readonly size: number | undefined;
  /** The bytes of a pipe or of stdin: it was opened to find the format. They can be read once. */
  readonly stream?: AsyncIterable<Buffer> | undefined;
  /** Ends a read of the stream, which otherwise waits until its writer writes or ends. */
  readonly cancel?: (() => void) | undefined;
  /** Whether the resources of the file were deleted, as a FHIR manifest says. */
  readonly isDeletion?: boolean | undefined;
}

/** How files are read. */
export interface ReadSettings {
  /** The encoding of text: any label of `TextDecoder`, such as `windows-1252` or `utf-16le`. Default: UTF-8, checked. */
  readonly encoding?: string | undefined;
  /** The separator of CSV. Default: found in the header line. */
  readonly delimiter?: string | undefined;
  /** Called with the position in a file on disk, in stored bytes: compressed, if the file is. */
  readonly onRead?: ((file: InputFile, position: number) => void) | undefined;
}

/** Reads the records of a file from a position. Yields them in blocks, because a promise for each would take most of the time. */
export type RecordReader = (
  file: InputFile,
  from: FilePosition,
  settings: ReadSettings,
) => AsyncIterable<readonly InputRecord[]>;

/** Thrown when the rest of a file can't be read, after all whole records before. The message names the file, and contains nothing of it. */
export class InputReadError extends Error {
  override readonly name = "InputReadError";
}

/** The start of a file. */
export const startOfFile: FilePosition = { offset: 0, line: 1 };
