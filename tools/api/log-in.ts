import { z } from 'zod';
import type { Caller, Token } from './caller.js';
import { RenewedToken } from './renewed-token.js';

const LogIn = z.object({ accessToken: z.string(), expiresIn: z.number(), refreshToken: z.string() });

/** A person's token, for as long as they stay. */
export async function logIn(door: Caller, { login, password }: { login: string; password: string }): Promise<Token> {
  let steps = 0;
  let refreshToken = '';
  const begin = () => door.post('/api/v1/auth/login', {}, { login, password }, `login-${login}-${++steps}`, LogIn);
  const goOn = () => door.post('/api/v1/sessions/refresh', {}, { refreshToken }, `refresh-${login}-${++steps}`, LogIn);
  const issuedBy = async (step: () => Promise<z.infer<typeof LogIn>>) => {
    const { accessToken: token, expiresIn, ...next } = await step();
    ({ refreshToken } = next);
    return { token, expiresIn };
  };
  // An answer that was lost too long ago has cost the session.
  return new RenewedToken(await issuedBy(begin), () => issuedBy(() => goOn().catch(begin)));
}

/** A machine's token, for as long as it runs. */
export async function getToken(door: Caller, id: string, secret: string): Promise<Token> {
  const credentials = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
  const answer = z.object({ access_token: z.string(), expires_in: z.number() });
  const issue = async () => {
    const issued = await door.post('/api/v1/auth/token', {}, credentials, `token-${id}`, answer);
    return { token: issued.access_token, expiresIn: issued.expires_in };
  };
  return new RenewedToken(await issue(), issue);
}
