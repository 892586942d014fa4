import type { Caller } from '../../api/caller.js';
import { hired, registered, type Person } from '../../api/hire.js';
import { logIn } from '../../api/log-in.js';
import type { Login } from '../../world/world.js';

/** Who takes part in a replay. */
export interface Cast {
  readonly admin: Caller;
  readonly portal: Caller;
  readonly agents: readonly Person[];
  readonly supervisor: Person;
  readonly engineer: Person;
}

const AGENTS = 6;

/** Logs the administrator in, who lets in everybody else under names of this run alone. */
export async function gatherCast(door: Caller, login: Login, run: string): Promise<Cast> {
  const admin = door.as(await logIn(door, login));
  const hire = (role: string, index: number) =>
    hired(door, admin, { login: `${run}-${role}-${index}`, role, password: login.password });
  const agents = await Promise.all(Array.from({ length: AGENTS }, (_, index) => hire('agent', index + 1)));
  return {
    admin,
    agents,
    supervisor: await hire('supervisor', 1),
    engineer: await hire('field-engineer', 1),
    portal: await registered(door, admin, { id: `${run}-portal`, name: 'Portal of the replay', roles: ['portal'] }),
  };
}
