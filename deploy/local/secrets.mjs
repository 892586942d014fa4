// What services of this machine's parts share: made once, kept with the parts' state, never in the repository.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { made, stateDir } from './place.mjs';

export function serviceSecrets() {
  const file = stateDir('secrets.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  if (known.OBJECT_STORAGE_MASTER_KEYS) return known;
  const { privateKey } = generateKeyPairSync('ed25519');
  const secrets = {
    SERVICE_SECRET: randomBytes(24).toString('base64url'),
    JWT_PRIVATE_KEY: JSON.stringify(privateKey.export({ format: 'jwk' })),
    OBJECT_STORAGE_MASTER_KEYS: `local:${randomBytes(32).toString('base64')}`,
    ...known,
  };
  made(stateDir());
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
