import { etagVersion } from '#libs/web/http/etag-version';
import { Refusal, ValidationFailed } from '#libs/web/http/problem';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { z } from 'zod';
import { jsonBody } from './json-body.api.js';
import type { Asking, OwnOperation } from './own-operation.api.js';
import type { Asked, OwnRoute, OwnRoutes, OwnStream, Told } from './own-route.api.js';

const OWN_PATHS = '/api/v1/gateway/';
const METHODS = ['GET', 'PUT', 'POST'] as const;

/** What the gateway offers under {@link OWN_PATHS}. */
export class OwnOperations {
  readonly #router = findMyWay({ maxParamLength: 256 });

  constructor(readonly routes: OwnRoutes) {
    for (const route of routes)
      this.#router.on(route.method, route.template.replaceAll(/\{([^}]*)\}/g, ':$1'), () => {}, route);
  }

  /** Undefined: it is not the gateway's to answer. */
  find(method: string, target: string): OwnOperation | undefined {
    if (!target.startsWith(OWN_PATHS)) return undefined;
    const found = this.#router.find(method as HTTPMethod, target);
    if (found === null) return undefined;
    const route = found.store as OwnRoute | OwnStream;
    const { template, permission } = route;
    return {
      operation: { service: 'gateway', method, template, permission },
      weight: 1,
      answer: async (asking) => answer(route, asking, found.params as Asked['params'], found.searchParams),
    };
  }

  /** The methods that the path knows. */
  methodsOf(target: string): readonly string[] {
    return METHODS.filter((method) => this.#router.find(method, target) !== null);
  }
}

async function answer(route: OwnRoute | OwnStream, asking: Asking, params: Asked['params'], search: object) {
  const query = route.query && checked(route.query, search);
  if ('open' in route) return route.open({ ...asking, params, query, body: undefined, ifMatch: undefined });
  const ifMatch = route.changes && ifMatchOf(asking);
  const body = route.body && checked(route.body, await jsonBody(asking.request));
  tell(asking, await route.tell({ ...asking, params, query, body, ifMatch }));
}

function tell({ response, answerHeaders }: Asking, { body, revision }: Told): void {
  const own = ['content-type', 'application/json; charset=utf-8'];
  if (revision !== undefined) own.push('etag', `"${revision}"`);
  response.writeHead(200, [...own, ...answerHeaders]).end(JSON.stringify(body));
}

/** @throws Refusal 428 `if-match-required`, 400 `if-match-malformed` */
function ifMatchOf({ request }: Asking): number | undefined {
  const given = request.headers['if-match'];
  // Whatever there is would be overwritten unseen.
  if (given === undefined || given === '*')
    throw new Refusal(428, 'if-match-required', 'Say which version you are changing: send its ETag as If-Match.');
  return etagVersion(given);
}

/** @throws ValidationFailed 422 */
function checked(schema: z.ZodType, given: unknown): unknown {
  const { data, error } = schema.safeParse(given);
  if (error === undefined) return data;
  throw new ValidationFailed(error.issues.map(({ path, message }) => ({ field: path.join('.'), message })));
}
