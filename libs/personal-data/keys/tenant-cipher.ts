import { createHmac, type KeyObject } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { domainError } from '#libs/kernel/domain-error';
import { openBox, sealBox } from '#libs/sealing/sealed-box';

/** The keys it was sealed with are destroyed, it belongs to another field or tenant, or it was changed. */
export class PersonalDataUnreadable extends domainError('personal-data-unreadable', 'conflict') {}

const SEALED = /^p([dz])1\.(\d+)\.([\w-]+)$/;
/** Bytes: what is longer is made shorter first, so that it fits where it did before it was sealed. */
const LONG = 16 * 1024;
const INDEX_BYTES = 16;
const LAST_FOUR = 4;
/** How bytes that are sealed begin; the version of their key follows. */
const SEALED_BYTES = Buffer.from('pb1\u0000\u0007\u00c3\u0019\u00fa', 'latin1');
const VERSION_BYTES = 4;
const BOX_AT = SEALED_BYTES.length + VERSION_BYTES;

export interface DataKey {
  readonly version: number;
  readonly key: KeyObject;
  /** The tenant that is part of what it seals. */
  readonly sealedFor: string;
}

/**
 * What one tenant's personal data is sealed with before it reaches the database (AES-256-GCM), and found by again (HMAC-SHA-256, RFC
 * 2104, the first 128 bits). Nothing is awaited: it is got before a transaction begins, and used within. Keys are objects: to make one of
 * bytes at each use takes longer than what it is used for.
 */
export class TenantCipher {
  readonly #keys: ReadonlyMap<number, DataKey>;

  /** @param dataKeys the newest first */
  constructor(
    private readonly dataKeys: readonly [DataKey, ...DataKey[]],
    private readonly indexKey: KeyObject,
  ) {
    this.#keys = new Map(dataKeys.map((each) => [each.version, each]));
  }

  /** @param field where it is kept, e.g. `customer.phones`: it opens nowhere else */
  seal(field: string, text: string): string {
    const [newest] = this.dataKeys;
    const box = sealBox(newest.key, text, boundTo(newest, field));
    return `pd1.${newest.version}.${box.toString('base64url')}`;
  }

  /** As {@link seal}, of texts of any length. */
  sealLong(field: string, text: string): string {
    if (text.length * 3 <= LONG) return this.seal(field, text);
    const bytes = Buffer.from(text);
    if (bytes.length <= LONG) return this.seal(field, text);
    const [newest] = this.dataKeys;
    return `pz1.${newest.version}.${sealBox(newest.key, deflateRawSync(bytes), boundTo(newest, field)).toString('base64url')}`;
  }

  /** What was kept before it was sealed is given as it is. @throws PersonalDataUnreadable */
  open(field: string, kept: string): string {
    const [, form, version, box] = SEALED.exec(kept) ?? [];
    if (version === undefined || box === undefined) return kept;
    const key = this.#keys.get(Number(version));
    const opened = key && openBox(key.key, Buffer.from(box, 'base64url'), boundTo(key, field));
    if (!opened) return unreadable(field);
    return (form === 'z' ? inflateRawSync(opened) : opened).toString('utf8');
  }

  /** As {@link seal}; 40 bytes longer. */
  sealBytes(field: string, bytes: Uint8Array): Buffer {
    const [newest] = this.dataKeys;
    const version = Buffer.alloc(VERSION_BYTES);
    version.writeUInt32BE(newest.version);
    return Buffer.concat([SEALED_BYTES, version, sealBox(newest.key, bytes, boundTo(newest, field))]);
  }

  /** As {@link open}. @throws PersonalDataUnreadable */
  openBytes(field: string, kept: Buffer): Buffer {
    const version = versionOf(kept);
    if (version === undefined) return kept;
    const key = this.#keys.get(version);
    const opened = key && openBox(key.key, kept.subarray(BOX_AT), boundTo(key, field));
    return opened ?? unreadable(field);
  }

  /** False for what is to be sealed anew: by an older key, or not at all. */
  isCurrent(kept: string | Buffer): boolean {
    const version = typeof kept === 'string' ? Number(SEALED.exec(kept)?.[2]) : versionOf(kept);
    return version === this.dataKeys[0].version;
  }

  /** Of the key that seals now. */
  get version(): number {
    return this.dataKeys[0].version;
  }

  /**
   * The same for the same value, and nothing to who lacks the key; another in each tenant.
   * @param kind what it is, e.g. `phone`: equal values of different kinds are not found by each other
   * @param value in its one way of writing
   */
  index(kind: string, value: string): string {
    return this.#index('whole', kind, value);
  }

  /** Of the last four characters, for "ending in 8000"; null where the value has no more than that. */
  indexLastFour(kind: string, value: string): string | null {
    const characters = [...value];
    return characters.length > LAST_FOUR ? this.#index('tail', kind, characters.slice(-LAST_FOUR).join('')) : null;
  }

  /** What somebody typed as the last four. */
  indexOfLastFour(kind: string, lastFour: string): string {
    return this.#index('tail', kind, lastFour);
  }

  /** What {@link index} is cut from, in hex: for names of values, of which no two may ever be the same. */
  digest(kind: string, value: string): string {
    return this.#code('digest', kind, value).toString('hex');
  }

  #index(part: 'whole' | 'tail', kind: string, value: string): string {
    return this.#code(part, kind, value).subarray(0, INDEX_BYTES).toString('base64url');
  }

  #code(part: 'whole' | 'tail' | 'digest', kind: string, value: string): Buffer {
    return createHmac('sha256', this.indexKey).update(`${part}\n${kind}\n${value}`).digest();
  }
}

function versionOf(kept: Buffer): number | undefined {
  const isSealed = kept.length > BOX_AT && kept.subarray(0, SEALED_BYTES.length).equals(SEALED_BYTES);
  return isSealed ? kept.readUInt32BE(SEALED_BYTES.length) : undefined;
}

function unreadable(field: string): never {
  throw new PersonalDataUnreadable('What is kept of this person cannot be read any more.', { field });
}

function boundTo({ sealedFor }: DataKey, field: string): string {
  return `${sealedFor}\n${field}`;
}
