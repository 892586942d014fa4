import { DEADLINE_HEADER, runWithin } from '#libs/discovery/calls/deadline';
import { newId } from '#libs/kernel/id';
import type { RequestRecorder } from '#libs/observability/http-metrics';
import { startSpan } from '#libs/observability/tracing';
import { runInContext, type RequestContext } from '#libs/persistence/tenant/tenant-context';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { believeOnlyTheGateway } from './forwarded-fields.js';
import type { GatewaySeal } from '../access/gateway-seal.js';
import { etagVersion } from './etag-version.js';
import { Refusal } from './problem.js';
import type { TokenVerifier } from '../access/token-verifier.js';

/** Set by a service that acts for a tenant; ignored unless the token is a service's own. */
export const TENANT_HEADER = 'x-switchboard-tenant';

const contexts = new WeakMap<FastifyRequest, RequestContext>();

export function contextOf(request: FastifyRequest): RequestContext | undefined {
  return contexts.get(request);
}

export interface Door {
  readonly service: string;
  readonly verifier: TokenVerifier;
  readonly record: RequestRecorder;
  readonly seal: GatewaySeal;
}

/** Gives every request its context: trace, and, from its token alone, identity and tenant. */
export function carryContext(server: FastifyInstance, door: Door): void {
  server.addHook('onRequest', async (request, reply) => {
    believeOnlyTheGateway(request.raw.headers, door.seal);
    const base = {
      traceparent: observed(door, request, reply),
      requestId: header(request, 'x-request-id')?.slice(0, 64) ?? newId(new Date()),
    };
    contexts.set(request, base);
    const verified = await authenticated(request, door.verifier);
    contexts.set(request, { ...base, ...verified, precondition: preconditionOf(request) });
  });
  // Entered after the body was read: the stream's callbacks would have lost it.
  server.addHook('preHandler', (request, _reply, done) => {
    const enter = () => runInContext(contexts.get(request)!, done);
    const budget = Number(header(request, DEADLINE_HEADER));
    return budget > 0 ? runWithin(budget, enter) : enter();
  });
}

/** Begins the request's span and counts it when the answer is out or the caller has gone; gives its traceparent. */
function observed({ service, record }: Door, request: FastifyRequest, reply: FastifyReply): string {
  const route = request.routeOptions.url;
  const attributes = { 'http.request.method': request.method, 'http.route': route ?? 'unmatched' };
  const name = `${request.method} ${route ?? 'unmatched'}`;
  const span = startSpan(name, { kind: 'server', service, attributes }, header(request, 'traceparent'));
  reply.raw.once('close', () => {
    span.end({ attributes: { 'http.response.status_code': reply.statusCode } });
    record(request.method, route, reply.statusCode, reply.elapsedTime / 1_000);
  });
  return span.traceparent;
}

async function authenticated(request: FastifyRequest, verifier: TokenVerifier): Promise<Partial<RequestContext>> {
  const authorization = header(request, 'authorization');
  if (authorization === undefined) return {};
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Refusal(401, 'token-malformed', 'The Authorization header is not a bearer token.');
  const { identity, tenantId } = await verifier.verify(token);
  return { identity, tenantId: identity.kind === 'service' ? header(request, TENANT_HEADER) || undefined : tenantId };
}

function preconditionOf(request: FastifyRequest): RequestContext['precondition'] {
  // Of what there is only one, the path says no id.
  const { id = '' } = request.params as { id?: string };
  const match = header(request, 'if-match');
  if (match === undefined) return undefined;
  const version = etagVersion(match);
  return version === undefined ? undefined : { id, version };
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
