import type { IncomingMessage } from 'node:http';
import type { Live } from '#libs/discovery/config/live-value';
import { Refusal } from '#libs/web/http/problem';
import type { CorsSettings } from '#libs/contracts/settings/gateway-cors';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const ASKED_WITH =
  'authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id, range, traceparent, x-request-id';
const SHOWN =
  'content-disposition, content-range, etag, location, ratelimit, ratelimit-policy, retry-after, traceparent, x-request-id, x-switchboard-fallback';

/** Which pages of other origins may use the API of a tenant, from a browser (https://fetch.spec.whatwg.org/#http-cors-protocol). */
export class CrossOrigin {
  constructor(private readonly settings: Live<CorsSettings>) {}

  /** What goes with the answer, names and values in turn; nothing where no page of another origin asks. */
  fieldsFor(tenantId: string, request: IncomingMessage): readonly string[] {
    const { origin } = request.headers;
    if (origin === undefined || isSameOrigin(origin, request)) return [];
    const rule = this.#ruleOf(tenantId);
    if (!rule.origins.includes(origin)) return ['vary', 'origin'];
    const fields = ['vary', 'origin', 'access-control-allow-origin', origin, 'access-control-expose-headers', SHOWN];
    return rule.credentials ? [...fields, 'access-control-allow-credentials', 'true'] : fields;
  }

  /** What a browser is told before it asks. @throws Refusal 403 `origin-not-allowed` */
  preflightFields(tenantId: string, request: IncomingMessage): readonly string[] {
    this.requireAllowed(tenantId, request);
    const { headers, maxAgeS } = this.#ruleOf(tenantId);
    return [
      ...['access-control-allow-methods', METHODS],
      ...['access-control-allow-headers', [ASKED_WITH, ...headers].join(', ')],
      ...['access-control-max-age', String(maxAgeS)],
    ];
  }

  /** For what browsers let every page open, such as WebSockets. @throws Refusal 403 `origin-not-allowed` */
  requireAllowed(tenantId: string, request: IncomingMessage): void {
    const { origin } = request.headers;
    if (origin === undefined || isSameOrigin(origin, request)) return;
    if (this.#ruleOf(tenantId).origins.includes(origin)) return;
    throw new Refusal(403, 'origin-not-allowed', 'Pages of this origin may not use this API.');
  }

  #ruleOf(tenantId: string) {
    const { tenants, byDefault } = this.settings.current;
    return Object.hasOwn(tenants, tenantId) ? tenants[tenantId]! : byDefault;
  }
}

/** Asks a browser whether it may ask. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && 'access-control-request-method' in headers;
}

/** The gateway does not know whether TLS ends before it: the host has to be the same. */
function isSameOrigin(origin: string, { headers: { host } }: IncomingMessage): boolean {
  return origin === `https://${host}` || origin === `http://${host}`;
}
