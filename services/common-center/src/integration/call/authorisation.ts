import { randomUUID } from 'node:crypto';
import { signedHeaders } from '#libs/integration/signature';
import type { Auth } from '../domain/interface-document.js';
import type { PreparedRequest } from './prepared-request.js';
import type { SecretUse } from './secret-use.js';

/** What is added to a request so that the other side knows us. */
export interface Authorisation {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** @throws InterfaceFault for a secret that is missing */
export function authorisationOf(
  auth: Exclude<Auth, { kind: 'oauth2' }>,
  request: PreparedRequest,
  secrets: SecretUse,
  at: Date,
): Authorisation {
  const secret = (name: string) => secrets.of(name, request.url).value;
  switch (auth.kind) {
    case 'none':
      return { headers: {}, query: {} };
    case 'basic': {
      const pair = Buffer.from(`${auth.username}:${secret('password')}`).toString('base64');
      return { headers: { authorization: `Basic ${pair}` }, query: {} };
    }
    case 'api-key': {
      const key = { [auth.name]: secret('api-key') };
      return auth.in === 'header' ? { headers: key, query: {} } : { headers: {}, query: key };
    }
    case 'hmac': {
      const { method, url, body } = request;
      const signed = { method, url: new URL(url), body: body ?? '', at, nonce: randomUUID() };
      return { headers: signedHeaders(auth, secret('hmac-secret'), signed), query: {} };
    }
  }
}

/** The same with nothing of a secret, for people who want to see what would be sent. */
export function hiddenAuthorisation(auth: Auth): Authorisation {
  const hidden = '***';
  switch (auth.kind) {
    case 'none':
      return { headers: {}, query: {} };
    case 'basic':
      return { headers: { authorization: `Basic ${hidden}` }, query: {} };
    case 'oauth2':
      return { headers: { authorization: `Bearer ${hidden}` }, query: {} };
    case 'api-key':
      return auth.in === 'header'
        ? { headers: { [auth.name]: hidden }, query: {} }
        : { headers: {}, query: { [auth.name]: hidden } };
    case 'hmac':
      return { headers: Object.fromEntries(Object.keys(auth.headers).map((name) => [name, hidden])), query: {} };
  }
}

export function authorised({ url, ...request }: PreparedRequest, { headers, query }: Authorisation): PreparedRequest {
  const whole = new URL(url);
  for (const [name, value] of Object.entries(query)) whole.searchParams.append(name, value);
  return { ...request, url: whole.href, headers: { ...request.headers, ...headers } };
}
