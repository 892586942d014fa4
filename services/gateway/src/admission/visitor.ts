import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { permits } from '#libs/web/access/permissions';
import { Refusal } from '#libs/web/http/problem';
import type { TokenVerifier, Verified } from '#libs/web/access/token-verifier';

const SCHEME = 'Bearer ';

/**
 * Who is at the door of a tenant; undefined when they bring no token. Waited for only where the token was not seen before.
 * @throws Refusal 401 `token-malformed`, `token-invalid`, `token-expired` or `token-of-other-tenant`, 503 `keys-unavailable`
 */
export function identify(
  authorization: string | undefined,
  tenantId: string,
  verifier: TokenVerifier,
): Identity | undefined | Promise<Identity> {
  if (authorization === undefined) return undefined;
  const known = authorization.startsWith(SCHEME) ? verifier.known(authorization.slice(SCHEME.length)) : undefined;
  if (known !== undefined) return ofTenant(known, tenantId);
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Refusal(401, 'token-malformed', 'The Authorization field is not a bearer token.');
  return verifier.verify(token).then((verified) => ofTenant(verified, tenantId));
}

function ofTenant({ tenantId: theirs, identity }: Verified, tenantId: string): Identity {
  if (theirs === tenantId) return identity;
  throw new Refusal(401, 'token-of-other-tenant', 'The token was not issued for the tenant of this host name.');
}

/** @param permission undefined: nobody needs any. @throws Refusal 401 `not-authenticated`, 403 `not-permitted` */
export function admit(identity: Identity | undefined, permission: string | undefined): void {
  if (permission === undefined) return;
  if (identity === undefined) throw new Refusal(401, 'not-authenticated', 'This needs a login.');
  if (permits(identity.permissions, permission)) return;
  throw new Refusal(403, 'not-permitted', `This needs the permission ${permission}.`);
}
