import { versionFor } from '#libs/kernel/rollout';
import type { FlagRow } from './feature-flag.schema.js';

type Flag = Pick<FlagRow, 'name' | 'isOn' | 'percent' | 'people' | 'roles'>;

/** The same person keeps what they have for as long as the percentage is not made smaller. */
export function isOnFor(
  { name, isOn, percent, people, roles }: Flag,
  personId: string,
  own: readonly string[],
): boolean {
  if (!isOn) return false;
  if (people.includes(personId) || own.some((role) => roles.includes(role))) return true;
  const candidate = { version: 1, percent, since: '' };
  return versionFor(name, { stable: 0, candidate }, personId) === 1;
}
