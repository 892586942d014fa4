import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Refusal } from '#libs/web/http/problem';
import { SECURITY_FIELDS } from '../admission/answer-fields.api.js';
import { isNotTheirs } from '../admission/client-fields.api.js';

/** Meant for one connection only (RFC 9110 §7.6.1), or made anew for the next one by the client that sends. */
const OF_ONE_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** What is written anew on the way. */
const OURS = new Set([...OF_ONE_HOP, 'content-length', 'expect']);

/** What the door says, with the last word on it, and what is nobody's business. */
const DROPPED_FROM_ANSWERS = new Set([
  ...OF_ONE_HOP,
  ...SECURITY_FIELDS.filter((_, at) => at % 2 === 0),
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-allow-private-network',
  'access-control-expose-headers',
  'access-control-max-age',
  'server',
  'traceparent',
  'x-powered-by',
  'x-request-id',
]);

const MOST_FIELDS = 100;

/**
 * The client's header fields that go on to a service, names and values in turn.
 * @throws Refusal 400 when Host or Authorization is there twice, 431 `too-many-fields`.
 */
export function forwardedHeaders({ rawHeaders, headers }: Pick<IncomingMessage, 'rawHeaders' | 'headers'>): string[] {
  if (rawHeaders.length > 2 * MOST_FIELDS)
    throw new Refusal(431, 'too-many-fields', `A request may have at most ${MOST_FIELDS} header fields.`);
  const named = namedBy(headers.connection);
  const kept: string[] = [];
  const once = { host: 0, authorization: 0 };
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    if (name === 'host' || name === 'authorization') once[name] += 1;
    if (OURS.has(name) || isNotTheirs(name) || named?.has(name)) continue;
    kept.push(name, rawHeaders[i + 1]!);
  }
  if (once.host <= 1 && once.authorization <= 1) return kept;
  throw new Refusal(400, 'request-malformed', 'The fields Host and Authorization may be there only once.');
}

const POLICY = 'content-security-policy';
const READERS = 'access-control-allow-origin';
const FRAMES = 'x-frame-options';

/** The service's header fields that go on to the client, before ours. What a page of a service may load it says itself. */
export function answerHeaders(headers: IncomingHttpHeaders, ours: readonly string[]): string[] {
  const named = namedBy(headers.connection);
  const kept: string[] = [];
  for (const name of Object.keys(headers)) {
    if (DROPPED_FROM_ANSWERS.has(name) || named?.has(name)) continue;
    const value = headers[name]!;
    if (typeof value === 'string') kept.push(name, value);
    else for (const each of value) kept.push(name, each);
  }
  const policy = lastOf(headers[POLICY]);
  kept.push(...(policy === undefined ? ours : besidePolicy(policy, lastOf(headers[READERS]), ours)));
  return kept;
}

function lastOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.at(-1) : value;
}

/**
 * What is put into a sandbox has an origin that is like no other, not even its own: it may be in frames of its kind, and what is
 * for everybody (`*`) it may read.
 */
function besidePolicy(policy: string, readers: string | undefined, ours: readonly string[]): readonly string[] {
  const fields = without(POLICY, ours);
  if (!policy.startsWith('sandbox ')) return fields;
  const framed = without(FRAMES, fields);
  return readers === '*' && !ours.includes(READERS) ? [...framed, READERS, '*'] : framed;
}

function without(name: string, fields: readonly string[]): string[] {
  return fields.filter((_, at) => fields[at - (at % 2)] !== name);
}

/** Fields that `Connection` declares to be of this hop too; undefined in the usual case of none. */
function namedBy(connection: string | undefined): ReadonlySet<string> | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined;
  return new Set(
    connection
      .toLowerCase()
      .split(',')
      .map((one) => one.trim()),
  );
}
