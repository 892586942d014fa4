import { createHash, hkdfSync } from 'node:crypto';
import { KEY_BYTES, MasterKeys, parseMasterKeys } from '#libs/sealing/master-keys';

const PURPOSE = 'switchboard personal data';
const ID_DIGITS = 12;

/**
 * The master keys of the environment, the newest first: those it names, then those derived (HKDF, RFC 5869) from the secrets of the
 * services, so that naming one later loses nothing.
 * @param named `PERSONAL_DATA_MASTER_KEYS`
 * @throws RangeError when they do not fit
 */
export function masterKeysOf(named: string | undefined, secrets: readonly string[]): MasterKeys {
  return new MasterKeys([...(named === undefined ? [] : parseMasterKeys(named).all), ...secrets.map(derived)]);
}

function derived(secret: string) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
  return { id: `derived-${createHash('sha256').update(key).digest('hex').slice(0, ID_DIGITS)}`, key };
}
