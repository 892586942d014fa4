import { childTraceparent, runInContext, type RequestContext } from '#libs/persistence/tenant-context';
import { newId } from '#libs/kernel/id';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './problem.js';
import { TokenVerifier } from './token-verifier.js';

/** Set by a service that acts for a tenant; ignored unless the token is a service's own. */
export const TENANT_HEADER = 'x-switchboard-tenant';

const contexts = new WeakMap<FastifyRequest, RequestContext>();

export function contextOf(request: FastifyRequest): RequestContext | undefined {
  return contexts.get(request);
}

/** Gives every request its context: trace, and, from its token alone, identity and tenant. */
export function carryContext(server: FastifyInstance, verifier: TokenVerifier): void {
  server.addHook('onRequest', async (request) => {
    const base = {
      traceparent: childTraceparent(header(request, 'traceparent')),
      requestId: header(request, 'x-request-id')?.slice(0, 64) ?? newId(new Date()),
    };
    contexts.set(request, base);
    contexts.set(request, { ...base, ...(await authenticated(request, verifier)), precondition: preconditionOf(request) });
  });
  // Entered after the body was read: the stream's callbacks would have lost it.
  server.addHook('preHandler', (request, _reply, done) => runInContext(contexts.get(request)!, done));
}

async function authenticated(request: FastifyRequest, verifier: TokenVerifier): Promise<Partial<RequestContext>> {
  const authorization = header(request, 'authorization');
  if (authorization === undefined) return {};
  const token = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Refusal(401, 'token-malformed', 'The Authorization header is not a bearer token.');
  const { identity, tenantId } = await verifier.verify(token);
  return { identity, tenantId: identity.kind === 'service' ? header(request, TENANT_HEADER) : tenantId };
}

function preconditionOf(request: FastifyRequest): RequestContext['precondition'] {
  const { id } = request.params as { id?: string };
  const match = header(request, 'if-match');
  if (id === undefined || match === undefined || match === '*') return undefined;
  const version = /^"(\d+)"$/.exec(match)?.[1];
  if (version === undefined) throw new Refusal(400, 'if-match-malformed', 'If-Match takes one ETag as this API gives them, e.g. "3".');
  return { id, version: Number(version) };
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
