import { randomBytes } from 'node:crypto';

export const KEY_BYTES = 32;
/** As long as a header has room for. */
const KEY_ID = /^[\w.-]{1,64}$/;

export interface MasterKey {
  readonly id: string;
  readonly key: Buffer;
}

/** Seals data keys. The first key seals, all of them open: a new one is put before the old ones, which stay. */
export class MasterKeys {
  readonly #byId: ReadonlyMap<string, MasterKey>;

  /** @throws RangeError when there is none, an id is there twice or a key does not fit. */
  constructor(readonly all: readonly MasterKey[]) {
    this.#byId = new Map(all.map((each) => [each.id, each]));
    const fit = all.every(({ id, key }) => KEY_ID.test(id) && key.length === KEY_BYTES);
    if (!fit || all.length === 0 || this.#byId.size !== all.length) throw new RangeError('the master keys do not fit');
  }

  get newest(): MasterKey {
    return this.all[0]!;
  }

  find(id: string): MasterKey | undefined {
    return this.#byId.get(id);
  }
}

/** `<id>:<base64 of 32 bytes>`, several joined by commas, the newest first. @throws RangeError */
export function parseMasterKeys(text: string): MasterKeys {
  return new MasterKeys(
    text.split(',').map((each) => {
      const [id = '', key = ''] = each.trim().split(':');
      return { id, key: Buffer.from(key, 'base64') };
    }),
  );
}

export function areMasterKeys(text: string): boolean {
  try {
    return parseMasterKeys(text).all.length > 0;
  } catch {
    return false;
  }
}

/** The text of one new key. */
export function newMasterKey(id: string): string {
  return `${id}:${randomBytes(KEY_BYTES).toString('base64')}`;
}
