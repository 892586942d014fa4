import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the parameters of OWASP's first choice (19 MiB, 2 passes, 1 lane), which are the package's defaults. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

let decoy: Promise<string> | undefined;

/** Takes as long without a hash as with one: the time must not tell whether there is such a login. */
export async function passwordMatches(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(passwordHash ?? (await decoy), password);
  return matches && typeof passwordHash === 'string';
}
