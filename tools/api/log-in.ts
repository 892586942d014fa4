import { z } from 'zod';
import type { Caller } from './caller.js';

/** A person's token. */
export async function logIn(door: Caller, { login, password }: { login: string; password: string }): Promise<string> {
  const answer = z.object({ accessToken: z.string() });
  const key = `login-${login}`;
  return (await door.post('/api/v1/auth/login', {}, { login, password }, key, answer)).accessToken;
}

/** A machine's token. */
export async function getToken(door: Caller, id: string, secret: string): Promise<string> {
  const credentials = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
  const answer = z.object({ access_token: z.string() });
  return (await door.post('/api/v1/auth/token', {}, credentials, `token-${id}`, answer)).access_token;
}
