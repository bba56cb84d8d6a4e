import { Option, type Command } from "commander";
import { parseDelimiter, parseFields, parseShard } from "./arguments.ts";

export const filesHelp =
  'files, a folder, a quoted pattern such as "extract/*.ndjson", or - for stdin; .gz is decompressed';

/** Adds the options that decide what a record becomes. */
export function addRecordOptions(command: Command): Command {
  return command
    .option("--type <key>", "the resource type of the records; default: the resourceType of FHIR")
    .option("--id <field>", "the field with the id (default: id)")
    .addOption(mappingOption("a JavaScript file whose default export returns the operations of a record"));
}

export function mappingOption(text: string): Option {
  return new Option("--mapping <file>", text);
}

/** Adds the options that decide how files are read. */
export function addReadingOptions(command: Command): Command {
  return addFormatOptions(command)
    .option("--delimiter <character>", 'the separator of CSV, such as ";" or tab; default: found', parseDelimiter)
    .addOption(
      new Option("--id-from <fields>", "fields, separated by commas, that identify a record: its id is their hash")
        .argParser(parseFields)
        .conflicts("id"),
    )
    .addOption(idSecretOption())
    .option("--id-as-text", "take a number in the id field as text");
}

/** Adds the options that finding the files needs. */
export function addFormatOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--format <name>", "the format; default: by the name and the first bytes of each file").choices([
        ...["ndjson", "csv", "json", "fhir"],
      ]),
    )
    .option("--encoding <label>", "the encoding, such as windows-1252 or utf-16le; default: utf-8");
}

export function shardOption(): Option {
  return new Option("--shard <part>", "only a part of the ids, such as 2/8").argParser(parseShard);
}

export function idSecretOption(): Option {
  return new Option("--id-secret-file <file>", "a file with a secret, which keys the hashes of --id-from");
}

/** Adds the options of the checks. */
export function addProfilesOptions(command: Command): Command {
  return command
    .option("--profiles <path>", "the folder of the profiles, or a module that exports profiles")
    .option("--vocabularies <folder>", "the folder of the vocabularies; default: vocabularies beside the profiles");
}
