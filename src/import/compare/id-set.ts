/** What the extract says about an id: its last operation. */
export type ExpectedState = "stored" | "deleted";

/** How the registry differs from the extract. */
export type IdDifference = "missing" | "not deleted";

/** The numbers of the ids of an extract. */
export interface IdCounts {
  /** How many ids have an upsert as their last operation. */
  readonly expected: number;
  /** How many of them were found. */
  readonly found: number;
  /** How many ids have a delete as their last operation, and were found. */
  readonly notDeleted: number;
}

/**
 * The ids of an extract, as hashes: 10 million take about 105 MB. An id with the hash of another one counts as that one. This happens to
 * one of 100 billion ids, and hides a difference: it never makes an id of the extract unknown.
 */
export interface IdSet {
  /** Adds an operation of an id. The last one of the id counts. */
  put(id: string, state: ExpectedState): void;
  /** Marks an id as found in the registry. Returns what the extract says about it; undefined for an unknown id. */
  find(id: string): ExpectedState | undefined;
  /** Returns how an id of the extract differs, only the first time; undefined if it does not. */
  takeDifference(id: string): IdDifference | undefined;
  counts(): IdCounts;
}

/** A hash table with open addressing. Each slot has the two words of a hash; the lowest bits of the second one are flags. */
interface Bucket {
  slots: DataView;
  capacity: number;
  used: number;
}

const slotBytes = 8;
/** A slot in use has it, so that no hash looks like an empty slot. */
const usedFlag = 1;
const storedFlag = 2;
const foundFlag = 4;
const takenFlag = 8;
const flagsMask = 15;

/** Growing a bucket copies only a small part of the ids. */
const bucketBits = 8;
const minCapacity = 64;
const maxLoad = 0.85;
const growth = 1.25;

/** Returns an empty set. */
export function createIdSet(): IdSet {
  const buckets: (Bucket | undefined)[] = [];
  const counts = { expected: 0, found: 0, notDeleted: 0 };
  const bucketOf = ({ low }: Hash): Bucket => (buckets[low >>> (32 - bucketBits)] ??= createBucket(minCapacity));
  /** Sets the flags of an id, and counts it. */
  const setFlags = (bucket: Bucket, at: number, hash: Hash, flags: number) => {
    const before = flagsAt(bucket, at);
    count(counts, before, -1);
    count(counts, flags, 1);
    bucket.slots.setUint32(at, hash.high);
    bucket.slots.setUint32(at + 4, hash.low | flags);
    if (before === 0) bucket.used += 1;
    if (bucket.used > maxLoad * bucket.capacity) grow(bucket);
  };
  return {
    put(id, state) {
      const hash = hashOf(id);
      const bucket = bucketOf(hash);
      setFlags(bucket, slotOf(bucket, hash), hash, state === "stored" ? usedFlag | storedFlag : usedFlag);
    },
    find(id) {
      const hash = hashOf(id);
      const bucket = bucketOf(hash);
      const at = slotOf(bucket, hash);
      const flags = flagsAt(bucket, at);
      if (flags === 0) return undefined;
      setFlags(bucket, at, hash, flags | foundFlag);
      return (flags & storedFlag) === 0 ? "deleted" : "stored";
    },
    takeDifference(id) {
      const hash = hashOf(id);
      const bucket = bucketOf(hash);
      const at = slotOf(bucket, hash);
      const flags = flagsAt(bucket, at);
      const isStored = (flags & storedFlag) !== 0;
      const isFound = (flags & foundFlag) !== 0;
      if (flags === 0 || (flags & takenFlag) !== 0 || isStored === isFound) return undefined;
      setFlags(bucket, at, hash, flags | takenFlag);
      return isStored ? "missing" : "not deleted";
    },
    counts: () => ({ ...counts }),
  };
}

function count(counts: { -readonly [Name in keyof IdCounts]: number }, flags: number, change: 1 | -1): void {
  if ((flags & storedFlag) !== 0) {
    counts.expected += change;
    if ((flags & foundFlag) !== 0) counts.found += change;
  } else if ((flags & foundFlag) !== 0) counts.notDeleted += change;
}

function createBucket(capacity: number): Bucket {
  return { slots: new DataView(new ArrayBuffer(capacity * slotBytes)), capacity, used: 0 };
}

function grow(bucket: Bucket): void {
  const larger = createBucket(Math.ceil(bucket.capacity * growth));
  for (let at = 0; at < bucket.capacity * slotBytes; at += slotBytes) {
    const [high, low] = [bucket.slots.getUint32(at), bucket.slots.getUint32(at + 4)];
    if (low === 0) continue;
    const place = slotOf(larger, { high, low: (low & ~flagsMask) >>> 0 });
    larger.slots.setUint32(place, high);
    larger.slots.setUint32(place + 4, low);
  }
  bucket.slots = larger.slots;
  bucket.capacity = larger.capacity;
}

/** Returns the offset of the slot of a hash, or of the empty slot for it. */
function slotOf({ slots, capacity }: Bucket, { high, low }: Hash): number {
  let slot = Math.floor((high / 2 ** 32) * capacity);
  for (;;) {
    const at = slot * slotBytes;
    const found = slots.getUint32(at + 4);
    if (found === 0 || ((found & ~flagsMask) >>> 0 === low && slots.getUint32(at) === high)) return at;
    slot = slot + 1 === capacity ? 0 : slot + 1;
  }
}

function flagsAt({ slots }: Bucket, at: number): number {
  return slots.getUint32(at + 4) & flagsMask;
}

/** A hash of 60 bits: two words, without the bits of the flags. */
interface Hash {
  readonly high: number;
  readonly low: number;
}

/**
 * Returns the hash of a string, as the public domain function `cyrb53` computes it. A cryptographic hash takes ten times as long, and
 * nobody gains from two ids with one hash.
 *
 * @see https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js
 */
function hashOf(text: string): Hash {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return { high: high >>> 0, low: (low & ~flagsMask) >>> 0 };
}
