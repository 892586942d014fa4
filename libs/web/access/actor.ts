import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { permits } from './permissions.js';
import { Refusal } from '../http/problem.js';

/** Who asks: the subject of the verified token. */
export function actor(): string {
  const subject = currentContext()?.identity?.subject;
  if (subject === undefined) throw new Refusal(401, 'not-authenticated', 'This needs a login.');
  return subject;
}

/** Whether who asks has this permission beyond what the route needs. */
export function actorMay(permission: string): boolean {
  return permits(currentContext()?.identity?.permissions ?? [], permission);
}
