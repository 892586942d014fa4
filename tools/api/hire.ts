import { z } from 'zod';
import { Refused, type Caller } from './caller.js';
import { getToken, logIn } from './log-in.js';

/** Someone with an account, logged in. */
export interface Person {
  readonly id: string;
  readonly caller: Caller;
}

interface Account {
  readonly login: string;
  readonly role: string;
  readonly password: string;
}

export async function hired(door: Caller, admin: Caller, { login, role, password }: Account): Promise<Person> {
  const account = { login, name: login, password, roles: [role] };
  const { id } = await admin.post('/api/v1/accounts', {}, account, `hire-${login}`, z.object({ id: z.string() }));
  return { id, caller: door.as(await logIn(door, { login, password })) };
}

interface Client {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** A machine that may use the API. */
export async function registered(door: Caller, admin: Caller, client: Client): Promise<Caller> {
  const answer = z.object({ secret: z.string() });
  const { id } = client;
  const { secret } = await admin
    .post('/api/v1/clients', {}, client, `register-${id}`, answer)
    .catch((error: unknown) => {
      // The answer with the secret was lost: it is told only once.
      if (!(error instanceof Refused && error.code === 'client-taken')) throw error;
      return admin.post('/api/v1/clients/{id}/secret', { id }, undefined, `renew-${id}`, answer);
    });
  return door.as(await getToken(door, client.id, secret));
}
