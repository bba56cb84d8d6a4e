import { crc32, createInflateRaw } from "node:zlib";
import { InputReadError } from "./types.ts";

/** Large blocks: each costs a turn of the event loop. */
const outputBytes = 256 * 1024;

/**
 * Decompresses gzip of one or several members. Yields everything that came whole before it throws {@link InputReadError} for a file that is
 * cut off, damaged, or has other data behind. `createGunzip` of Node.js drops what it decompressed before an error, and ignores some data
 * behind.
 */
export async function* gunzip(bytes: AsyncGenerator<Buffer, void>, name: string): AsyncGenerator<Buffer> {
  const input = createInput(bytes, name);
  try {
    do {
      await readHeader(input);
      yield* inflateMember(input);
    } while (await hasNextMember(input));
  } finally {
    await input.close();
  }
}

/** The compressed bytes that are not used yet. */
interface Input {
  readonly name: string;
  rest: Buffer;
  /** Adds the next chunk to the rest. Returns false at the end. */
  readonly more: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

function createInput(bytes: AsyncGenerator<Buffer, void>, name: string): Input {
  const input: Input = {
    name,
    rest: Buffer.alloc(0),
    more: async () => {
      const { done, value } = await bytes.next();
      if (done === true) return false;
      input.rest = input.rest.length === 0 ? value : Buffer.concat([input.rest, value]);
      return true;
    },
    close: async () => {
      await bytes.return();
    },
  };
  return input;
}

async function need(input: Input, length: number): Promise<void> {
  while (input.rest.length < length) {
    if (!(await input.more())) throw cutOff(input);
  }
}

/** Removes `length` bytes from the rest, and returns them. */
async function take(input: Input, length: number): Promise<Buffer> {
  await need(input, length);
  const taken = input.rest.subarray(0, length);
  input.rest = input.rest.subarray(length);
  return taken;
}

/** @see https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
const flagBits = { headerCrc: 2, extra: 4, name: 8, comment: 16 };

async function readHeader(input: Input): Promise<void> {
  const fixed = await take(input, 10);
  if (!isGzip(fixed) || fixed.readUInt8(2) !== 8) throw damaged(input);
  const flags = fixed.readUInt8(3);
  if (flags & flagBits.extra) await take(input, (await take(input, 2)).readUInt16LE());
  if (flags & flagBits.name) await takeText(input);
  if (flags & flagBits.comment) await takeText(input);
  if (flags & flagBits.headerCrc) await take(input, 2);
}

/** Whether bytes start as gzip does. */
export function isGzip(bytes: Buffer): boolean {
  return bytes.length >= 2 && bytes.readUInt16BE() === 0x1f8b;
}

async function takeText(input: Input): Promise<void> {
  while ((await take(input, 1)).readUInt8() !== 0);
}

/** Zeros may follow the last member: tapes and some programs fill up blocks with them. */
async function hasNextMember(input: Input): Promise<boolean> {
  for (;;) {
    const start = input.rest.findIndex((byte) => byte !== 0);
    input.rest = input.rest.subarray(start < 0 ? input.rest.length : start);
    if (input.rest.length >= 2 || !(await input.more())) break;
  }
  if (input.rest.length > 0 && !isGzip(input.rest)) {
    throw new InputReadError(
      `${input.name} has other data after its gzip data. Remove that data, or get the file again.`,
    );
  }
  return input.rest.length > 0;
}

async function* inflateMember(input: Input): AsyncGenerator<Buffer> {
  let sum = 0;
  let size = 0;
  for await (const chunk of inflate(input)) {
    sum = crc32(chunk, sum);
    size += chunk.length;
    yield chunk;
  }
  const trailer = await take(input, 8);
  if (trailer.readUInt32LE(0) !== sum || trailer.readUInt32LE(4) !== size % 2 ** 32) throw damaged(input);
}

/** Decompresses until the end of the member, and leaves what follows in `input.rest`. */
async function* inflate(input: Input): AsyncGenerator<Buffer> {
  const stream = createInflateRaw({ chunkSize: outputBytes });
  const events = new Set<"readable" | "written" | "end" | "error">();
  const waiting: (() => void)[] = [];
  const note = (event: "readable" | "written" | "end" | "error") => () => {
    events.add(event);
    for (const wake of waiting.splice(0)) wake();
  };
  stream.on("readable", note("readable")).on("end", note("end")).on("error", note("error"));
  try {
    for (let fed = 0; !events.has("end");) {
      await need(input, 1);
      const chunk = input.rest;
      fed += chunk.length;
      events.delete("written");
      stream.write(chunk, note("written"));
      for (;;) {
        const output: unknown = stream.read();
        if (Buffer.isBuffer(output)) yield output;
        else if (events.has("error")) throw damaged(input);
        else if (events.has("end") || (events.has("written") && stream.bytesWritten === fed)) break;
        else await new Promise<void>((resolve) => waiting.push(resolve));
      }
      input.rest = chunk.subarray(chunk.length - (fed - stream.bytesWritten));
    }
  } finally {
    stream.destroy();
  }
}

function cutOff({ name }: Input): InputReadError {
  return new InputReadError(`${name} is cut off: its gzip data ends early. Get the whole file.`);
}

function damaged({ name }: Input): InputReadError {
  return new InputReadError(`${name} is damaged: its gzip data or its checksum is invalid. Get the file again.`);
}
