import { open } from "node:fs/promises";

/*
 * The start of a file or a stream shows what it contains. A stream can be read only once, so the bytes that were read must be kept.
 */

/** Reads the first bytes of a file on disk, and its size. */
export async function readStart(path: string, length: number): Promise<{ start: Buffer; size: number }> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return { start: buffer.subarray(0, bytesRead), size: (await handle.stat()).size };
  } finally {
    await handle.close();
  }
}

/** The start of a file that is being read. */
export interface Peeked {
  readonly head: Buffer;
  /** All bytes: those of `head`, and those after them. */
  readonly bytes: AsyncGenerator<Buffer, void>;
  /** Closes the file. Only needed if `bytes` is not read. */
  readonly close: () => Promise<unknown>;
}

/** Reads the first bytes of a file, up to `length` or a little more, without losing them: a stream can be read only once. */
export async function peek(source: AsyncGenerator<Buffer, void>, length: number): Promise<Peeked> {
  const chunks: Buffer[] = [];
  let size = 0;
  let next = source.next();
  for (;;) {
    // The bytes before an error are yielded before it.
    const result = await next.catch(() => undefined);
    if (result === undefined || result.done === true) break;
    chunks.push(result.value);
    size += result.value.length;
    if (size >= length) break;
    next = source.next();
  }
  const head = Buffer.concat(chunks);
  async function* bytes(): AsyncGenerator<Buffer, void> {
    try {
      yield head;
      await next;
      yield* source;
    } finally {
      await source.return();
    }
  }
  return { head, bytes: bytes(), close: () => source.return() };
}

/**
 * Reads the start of a stream, without losing it. Does not wait for more than a line: a program may write the rest much later.
 *
 * @returns The start, and all bytes of the stream, which can be read once.
 */
export async function sample(
  bytes: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<{ start: Buffer; stream: AsyncIterable<Buffer> }> {
  const chunks: AsyncIterator<Buffer, unknown> = bytes[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let length = 0;
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) break;
    read.push(next.value);
    length += next.value.length;
    if (length >= maxBytes || (length >= shortestStart && next.value.includes(0x0a))) break;
  }
  return { start: Buffer.concat(read), stream: restored(read, chunks) };
}

/** Enough for a byte order mark, and for the first bytes of gzip. */
const shortestStart = 4;

async function* restored(start: readonly Buffer[], rest: AsyncIterator<Buffer, unknown>): AsyncGenerator<Buffer, void> {
  yield* start;
  yield* { [Symbol.asyncIterator]: () => rest };
}
