import { currentContext } from '#libs/persistence/tenant-context';
import { Refusal } from './problem.js';

/** Who asks: the subject of the verified token. */
export function actor(): string {
  const subject = currentContext()?.identity?.subject;
  if (subject === undefined) throw new Refusal(401, 'not-authenticated', 'This needs a login.');
  return subject;
}
