import { open, type FileHandle } from "node:fs/promises";
import { ImportInputError } from "../errors.ts";
import { checkEncoding, encodingName, transcode } from "./encoding.ts";
import { gunzip } from "./gunzip.ts";
import { InputReadError, type InputFile, type ReadSettings } from "./types.ts";

/** Measured: smaller chunks cost more turns of the event loop, larger ones leave the cache of the processor. */
const chunkBytes = 256 * 1024;

/**
 * Yields the bytes of a file from an offset: decompressed, and as UTF-8. Throws {@link InputReadError} when the rest can't be read, after
 * everything before.
 */
export async function* readBytes(
  file: InputFile,
  fromOffset: number,
  { encoding = "utf-8", onRead }: ReadSettings,
): AsyncGenerator<Buffer, void> {
  const name = encodingName(encoding);
  const canSeek = file.stream === undefined && !file.isGzip && name === "utf-8";
  if (canSeek && fromOffset > 0) {
    yield* fromDisk(file, fromOffset, onRead);
    return;
  }
  const stored = file.stream === undefined ? fromDisk(file, 0, onRead) : fromStream(file.stream, file.name);
  const bytes = withCheckedStart(file.isGzip ? gunzip(stored, file.name) : stored, name, file.name);
  yield* skip(name === "utf-8" ? bytes : transcode(bytes, name), fromOffset);
}

/** Reads what the file had when it was found: what is added to it later is left to a further import. */
async function* fromDisk(file: InputFile, from: number, onRead: ReadSettings["onRead"]): AsyncGenerator<Buffer, void> {
  const { name, path, size = Infinity } = file;
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(name, error);
  });
  try {
    for (let position = from; position < size;) {
      const chunk = await readAt(handle, position, Math.min(chunkBytes, size - position), name);
      if (chunk.length > 0) yield chunk;
      else if (size === Infinity) break;
      else throw new InputReadError(`${name} became shorter while it was read. Get the whole file.`);
      position += chunk.length;
      onRead?.(file, position);
    }
  } finally {
    await handle.close();
  }
}

async function readAt(handle: FileHandle, position: number, length: number, name: string): Promise<Buffer> {
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw unreadable(name, error);
  }
}

async function* fromStream(stream: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer, void> {
  try {
    yield* stream;
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** Returns the error for a file that can't be read. The code of the system, such as `EACCES`, says why. */
function unreadable(name: string, error: unknown): InputReadError {
  const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
  return new InputReadError(`${name} can't be read${code}. Check the file and its permissions.`, { cause: error });
}

/** Returns the error for a file that can't be read before an import starts. */
export function unreadableInput(name: string, error: unknown): ImportInputError {
  return new ImportInputError(unreadable(name, error).message, { cause: error });
}

/** Enough for a byte order mark, and for two characters of UTF-16. */
const startBytes = 4;

async function* withCheckedStart(
  bytes: AsyncIterable<Buffer>,
  encoding: string,
  name: string,
): AsyncGenerator<Buffer, void> {
  let isStart = true;
  for await (const chunk of withWholeStart(bytes)) {
    if (isStart) checkEncoding(chunk, encoding, name);
    isStart = false;
    yield chunk;
  }
}

/** Yields the chunks, the first one with enough bytes to be judged, unless there are no more. */
export async function* withWholeStart(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const whole: Buffer = start === undefined || start.length === 0 ? chunk : Buffer.concat([start, chunk]);
    start = start !== undefined && whole.length < startBytes ? whole : undefined;
    if (start === undefined) yield whole;
  }
  if (start !== undefined && start.length > 0) yield start;
}

async function* skip(bytes: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer, void> {
  let left = length;
  for await (const chunk of bytes) {
    if (left < chunk.length) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}
