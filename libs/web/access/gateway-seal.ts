import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '#libs/kernel/clock';
import { LRUCache } from 'lru-cache';

/** What the gateway proves with that it was the gateway who wrote what is in the fields beside it. */
export const SEAL_HEADER = 'x-switchboard-gateway';

/** A seal is made anew after half of this; clocks of machines may differ by the other half. */
const VALID_S = 120;
const REMEMBERED = 4_096;

/**
 * The gateway's identity towards services and other gateways: short-lived, and good for these words only. HMAC-SHA-256 (RFC
 * 2104) by a key derived from the secret of services, over the words and the end of their time. Who hears one may say the
 * same words again, for two minutes, and nothing else.
 */
export class GatewaySeal {
  readonly #keys: readonly Buffer[];
  readonly #made = new LRUCache<string, { readonly seal: string; readonly renewAt: number }>({ max: REMEMBERED });

  /** @param secrets the one to seal with, and those it had before, which are believed on. */
  constructor(
    secrets: readonly string[],
    private readonly clock: Clock,
  ) {
    this.#keys = secrets.map((secret) => createHmac('sha256', secret).update('gateway seal').digest());
  }

  /** The same for a minute, so that a busy client costs one look-up. */
  of(...words: readonly string[]): string {
    const text = words.join('\n');
    const now = this.#nowS();
    const known = this.#made.get(text);
    if (known !== undefined && known.renewAt > now) return known.seal;
    const ends = (now + VALID_S).toString(36);
    const seal = `${ends}.${macOf(this.#keys[0]!, ends, text).toString('base64url')}`;
    this.#made.set(text, { seal, renewAt: now + VALID_S / 2 });
    return seal;
  }

  holds(seal: string | undefined, ...words: readonly string[]): boolean {
    const [, ends, mac] = /^([0-9a-z]{1,10})\.([\w-]{43})$/.exec(seal ?? '') ?? [];
    if (ends === undefined || mac === undefined) return false;
    const left = Number.parseInt(ends, 36) - this.#nowS();
    if (left <= 0 || left > 2 * VALID_S) return false;
    const given = Buffer.from(mac, 'base64url');
    return this.#keys.some((key) => timingSafeEqual(macOf(key, ends, words.join('\n')), given));
  }

  #nowS(): number {
    return Math.floor(this.clock.ms() / 1_000);
  }
}

function macOf(key: Buffer, ends: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${ends}\n${text}`).digest();
}
