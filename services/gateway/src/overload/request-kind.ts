import type { RequestKind } from './shedding.js';

/** Coming in, staying in, and seeing what is wrong. */
const VITAL = /^\/(?:api\/v1\/(?:auth|sessions|oidc|gateway)\/|oauth\/|\.well-known\/)/;

/** @param priorityOf what the settings say of an operation. @param find undefined: it leads nowhere */
export function requestKind<Operation>(
  method: string,
  target: string,
  find: (method: string, target: string) => Operation | undefined,
  priorityOf: (operation: Operation) => 'high' | 'normal' | 'low',
): RequestKind {
  if (VITAL.test(target)) return 'vital';
  const operation = find(method, target);
  return operation === undefined ? 'low' : priorityOf(operation);
}
