import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isJsonObject, parseJson, type JsonObject } from "../../json.ts";
import { ImportInputError } from "../errors.ts";
import { unreadableInput } from "./bytes.ts";
import { isMissing } from "./glob.ts";
import { isGzip } from "./gunzip.ts";
import { readStart } from "./peek.ts";
import type { InputFile } from "./types.ts";

/** A manifest has names of files and no data: a larger file is none. */
const maxManifestBytes = 16 * 1024 * 1024;

const gzipMarkBytes = 2;

/** Tools store the files with one of these added to the last segment of the URL. */
const endings = ["", ".gz", ".ndjson", ".ndjson.gz"];

/**
 * Returns the files of a manifest of FHIR Bulk Data Export: those with deleted resources first, so that a resource in `deleted` and `output`
 * is written in the end. The files of `error` are left out. Resolves with undefined for anything but a manifest.
 *
 * A file is found by the last segment of its URL, in the folder of the manifest. Nothing is fetched. Throws {@link ImportInputError} when
 * one is missing.
 *
 * @param path The path of the manifest, or of the folder with a `manifest.json`.
 * @param name The name of that file or folder, as it was given.
 *
 * @see https://hl7.org/fhir/uv/bulkdata/export.html
 */
export async function expandManifest(path: string, name: string): Promise<InputFile[] | undefined> {
  const isFolder = (await stat(path)).isDirectory();
  const place: Place = isFolder
    ? { folder: path, folderName: name, name: join(name, "manifest.json") }
    : { folder: dirname(path), folderName: dirname(name), name };
  const manifest = await readManifest(isFolder ? join(path, "manifest.json") : path, place.name);
  if (manifest === undefined) return undefined;
  const { deleted, output } = manifest;
  checkIsWhole(manifest, place.name);
  const files = [
    ...listedFiles(deleted, place.name).map((file) => ({ file, isDeletion: true })),
    ...listedFiles(output, place.name).map((file) => ({ file, isDeletion: false })),
  ];
  checkNames(
    files.map(({ file }) => file),
    place.name,
  );
  // One after the other, so that the first missing file is named.
  const found: InputFile[] = [];
  for (const { file, isDeletion } of files) found.push(await findFile(file, isDeletion, place));
  return found;
}

interface Place {
  readonly folder: string;
  readonly folderName: string;
  /** The name of the manifest. */
  readonly name: string;
}

/** Only files with a name like `manifest.json` are read. */
async function readManifest(path: string, name: string): Promise<JsonObject | undefined> {
  if (!/manifest[^/\\]*\.json$/i.test(basename(path))) return undefined;
  try {
    const stats = await stat(path);
    if (!stats.isFile() || stats.size > maxManifestBytes) return undefined;
    const manifest = parseJson((await readFile(path, "utf8")).replace(/^\ufeff/, ""));
    return isJsonObject(manifest) && Array.isArray(manifest["output"]) ? manifest : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadableInput(name, error);
  }
}

function checkIsWhole({ link }: JsonObject, name: string): void {
  const links: unknown[] = Array.isArray(link) ? link : [];
  if (!links.some((item) => isJsonObject(item) && item["relation"] === "next")) return;
  throw new ImportInputError(
    `${name} is one of several manifests of an export: it links to the next one. Import the files themselves, those of \`deleted\` first.`,
  );
}

/** Returns the last path segments of the URLs. */
function listedFiles(items: unknown, name: string): string[] {
  const list: unknown[] = Array.isArray(items) ? items : [];
  return list.map((item) => {
    const url = isJsonObject(item) ? item["url"] : undefined;
    const file = typeof url === "string" ? lastSegment(url) : "";
    // A decoded segment may lead to another folder.
    if (/^\.{0,2}$|[/\\\0]/.test(file)) {
      throw new ImportInputError(
        `${name} lists a file without a usable url. Expected a url that ends in the name of a file.`,
      );
    }
    return file;
  });
}

function lastSegment(url: string): string {
  const path = url.replace(/[?#].*$/s, "");
  const segment = path.slice(path.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function checkNames(files: readonly string[], name: string): void {
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice === undefined) return;
  throw new ImportInputError(
    `${name} lists two files whose urls end in ${twice}. Expected different names, by which they are found in the folder.`,
  );
}

async function findFile(file: string, isDeletion: boolean, place: Place): Promise<InputFile> {
  for (const ending of endings) {
    const path = join(place.folder, file + ending);
    const found = await readFound(path, join(place.folderName, file + ending));
    if (found !== undefined) return { ...found, path, format: "fhir", isDeletion };
  }
  throw new ImportInputError(
    `${file} is missing: ${place.name} lists it. Put it in the same folder. Files are not fetched.`,
  );
}

/** Returns a file without its format; undefined if there is none. */
async function readFound(path: string, name: string): Promise<Pick<InputFile, "name" | "size" | "isGzip"> | undefined> {
  try {
    const { start, size } = await readStart(path, gzipMarkBytes);
    return { name, size, isGzip: isGzip(start) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadableInput(name, error);
  }
}
