import { createHmac, timingSafeEqual } from 'node:crypto';

const STEP_MS = 30_000;
/** Clocks of people's devices differ: the step before and the one after count too. */
const AROUND = [0, -1, 1];

/** RFC 4226 §5.3 with HMAC-SHA-1. @param step the counter */
export function codeOf(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const truncated = mac.readUInt32BE(mac.at(-1)! & 0xf) & 0x7fffffff;
  return (truncated % 10 ** digits).toString().padStart(digits, '0');
}

/** RFC 6238 §4.2: steps of 30 seconds since 1970. */
export function stepAt(time: Date): number {
  return Math.floor(time.getTime() / STEP_MS);
}

/** The step whose code it is, or null. Every step is compared, so that the time says nothing of which. */
export function matchingStep(secret: Uint8Array, code: string, now: Date): number | null {
  const steps = AROUND.map((offset) => stepAt(now) + offset);
  return steps.filter((step) => isSame(codeOf(secret, step), code))[0] ?? null;
}

function isSame(expected: string, shown: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(shown)];
  return a.length === b.length && timingSafeEqual(a, b);
}
