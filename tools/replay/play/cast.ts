import { z } from 'zod';
import type { Caller } from '../api/caller.js';
import { getToken, logIn } from '../api/log-in.js';
import type { Login } from '../world/world.js';

/** Someone at a desk, or on the road. */
export interface Person {
  readonly id: string;
  readonly caller: Caller;
}

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
  const hire = (role: string, index: number) => hired(door, admin, `${run}-${role}-${index}`, role, login.password);
  const agents = await Promise.all(Array.from({ length: AGENTS }, (_, index) => hire('agent', index + 1)));
  return {
    admin,
    agents,
    supervisor: await hire('supervisor', 1),
    engineer: await hire('field-engineer', 1),
    portal: await registeredPortal(door, admin, `${run}-portal`),
  };
}

async function hired(door: Caller, admin: Caller, login: string, role: string, password: string): Promise<Person> {
  const account = { login, name: login, password, roles: [role] };
  const { id } = await admin.post('/api/v1/accounts', {}, account, `hire-${login}`, z.object({ id: z.string() }));
  return { id, caller: door.as(await logIn(door, { login, password })) };
}

async function registeredPortal(door: Caller, admin: Caller, id: string): Promise<Caller> {
  const client = { id, name: 'Portal of the replay', roles: ['portal'] };
  const { secret } = await admin.post(
    '/api/v1/clients',
    {},
    client,
    `register-${id}`,
    z.object({ secret: z.string() }),
  );
  return door.as(await getToken(door, id, secret));
}
