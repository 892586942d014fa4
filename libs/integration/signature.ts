import { createHash, createHmac } from 'node:crypto';

/** How an interface wants requests to be signed: what is signed, and which headers say so. */
export interface SignatureRule {
  readonly algorithm: 'sha1' | 'sha256' | 'sha512';
  readonly encoding: 'hex' | 'base64' | 'base64url';
  /** Says to the other side whose secret it is; `{keyId}`. */
  readonly keyId: string;
  /** What is signed; see {@link signedHeaders} for what may stand in braces. */
  readonly text: string;
  /** As the text, and `{signature}`. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface RequestToSign {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly at: Date;
  /** Another for each request. */
  readonly nonce: string;
}

const PLACES = /\{(\w+)\}/g;
const OF_REQUEST: Readonly<Record<string, (request: RequestToSign) => string>> = {
  method: ({ method }) => method,
  host: ({ url }) => url.host,
  path: ({ url }) => url.pathname,
  query: ({ url }) => sortedQuery(url),
  body: ({ body }) => body,
  bodySha256: ({ body }) => createHash('sha256').update(body).digest('hex'),
  timestamp: ({ at }) => Math.floor(at.getTime() / 1_000).toString(),
  timestampMs: ({ at }) => at.getTime().toString(),
  isoTime: ({ at }) => at.toISOString(),
  nonce: ({ nonce }) => nonce,
};

/** Names in braces that a text may not have. */
export function unknownPlaces(text: string, more: readonly string[] = []): string[] {
  return Array.from(text.matchAll(PLACES), ([, name]) => name!).filter(
    (name) => !(name in OF_REQUEST) && name !== 'keyId' && !more.includes(name),
  );
}

/**
 * The headers of a request signed by HMAC (RFC 2104). In braces: `method`, `host`, `path`, `query` (sorted by name, then value, as it is
 * written in the URL), `body`, `bodySha256` (hexadecimal), `timestamp` (s), `timestampMs`, `isoTime`, `nonce`, `keyId`; and in headers
 * `signature`. Each is filled in once: what a body says is never read as a place.
 */
export function signedHeaders(rule: SignatureRule, secret: string, request: RequestToSign): Record<string, string> {
  const { algorithm, encoding, keyId, text, headers } = rule;
  const known = (name: string) => (name === 'keyId' ? keyId : OF_REQUEST[name]?.(request));
  const signed = filled(text, known);
  const signature = createHmac(algorithm, secret).update(signed).digest(encoding);
  const places = (name: string) => (name === 'signature' ? signature : known(name));
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value, places)]));
}

function filled(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replaceAll(PLACES, (place, name: string) => valueOf(name) ?? place);
}

function sortedQuery({ search }: URL): string {
  return search.slice(1).split('&').sort().join('&');
}
