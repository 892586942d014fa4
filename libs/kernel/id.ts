const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const RANDOM_BYTES = 10;
const pool = new Uint8Array(100 * RANDOM_BYTES);
let drawn = pool.length;
let lastMs = 0;
let lastCounter = 0;

/**
 * A UUIDv7 (RFC 9562 §5.7, 12-bit counter as in §6.2 method 1): sorts by creation time, and ids of one process never go
 * backwards, also within a millisecond and when the clock does.
 */
export function newId(now: Date): string {
  const random = nextRandom();
  const ms = Math.max(now.getTime(), lastMs);
  lastCounter = ms === lastMs ? lastCounter + 1 : ((random[0]! << 8) | random[1]!) & 0x7ff;
  lastMs = lastCounter > 0xfff ? ms + 1 : ms;
  lastCounter &= 0xfff;
  return format(lastMs, lastCounter, random);
}

/** Drawn for many ids at once: each draw costs more than all else about an id. */
function nextRandom(): Uint8Array {
  if (drawn + RANDOM_BYTES > pool.length) {
    crypto.getRandomValues(pool);
    drawn = 0;
  }
  drawn += RANDOM_BYTES;
  return pool.subarray(drawn - RANDOM_BYTES, drawn);
}

/** What sorts before every UUIDv7 that is made in a millisecond or after it. */
export function leastIdOf(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

/** The millisecond a UUIDv7 was made in. */
export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

function format(ms: number, counter: number, random: Uint8Array): string {
  const time = ms.toString(16).padStart(12, '0');
  const version = (0x7000 | counter).toString(16);
  const variant = HEX[(random[2]! & 0x3f) | 0x80]! + HEX[random[3]!]!;
  const node = Array.from(random.subarray(4), (byte) => HEX[byte]).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${node}`;
}
