import { routeToUrl } from '#libs/discovery/registry/routes';
import { Clock } from '#libs/kernel/clock';
import { childTraceparent, currentContext } from '#libs/persistence/tenant/tenant-context';
import { OutsideConnections } from '#libs/web/outside/outside-connections';
import { Injectable } from '@nestjs/common';
import { request as send, type Agent } from 'undici';
import type { CallableInterface } from '../document/published-interfaces.js';
import { InterfaceSecrets } from '../secret/interface-secrets.js';
import { authorisationOf, authorised, type Authorisation } from './authorisation.js';
import { exchangeOf, type Exchange } from './exchange.js';
import { InterfacePolicies } from './interface-policies.js';
import { OAuthTokens } from './oauth-tokens.js';
import type { PreparedRequest } from './prepared-request.js';
import { SecretUse } from './secret-use.js';

export interface OutsideCall {
  readonly callable: CallableInterface;
  readonly request: PreparedRequest;
  /** It may be sent again when nobody answered. */
  readonly safe: boolean;
  readonly timeoutMs: number;
  /** Told to the other side. */
  readonly idempotencyKey: string | undefined;
  /** Before each attempt. */
  readonly attempted: () => void;
}

/** Asks the other side, as it wants to be asked, under the rules of the interface. */
@Injectable()
export class OutsideCalls {
  constructor(
    private readonly connections: OutsideConnections,
    private readonly policies: InterfacePolicies,
    private readonly secrets: InterfaceSecrets,
    private readonly tokens: OAuthTokens,
    private readonly clock: Clock,
  ) {}

  /** Resolves with any answer. @throws AddressNotOutside, RemoteError */
  async make(call: OutsideCall): Promise<Exchange> {
    const { callable, request, safe, timeoutMs, attempted } = call;
    const { id, code, document } = callable;
    this.connections.refuseInside(request.url);
    const secrets = new SecretUse(code, await this.secrets.opened(id));
    const agent = this.connections.of(id, secrets.identityFor(request.url, document));
    const guarded = { route: routeToUrl(document.baseUrl), idempotent: safe, timeoutMs };
    const answer = await this.policies.of(callable).run(guarded, async (_hop, { signal }) => {
      attempted();
      const exchange = await this.#attempt(call, secrets, agent, signal);
      return { ...exchange, discard: () => {} };
    });
    return { status: answer.status, headers: answer.headers, body: answer.body };
  }

  /** A token that is refused may have been withdrawn: another is asked for, once. Nothing was done for a 401. */
  async #attempt(call: OutsideCall, secrets: SecretUse, agent: Agent, signal: AbortSignal): Promise<Exchange> {
    const { callable, request } = call;
    const { auth } = callable.document;
    if (auth.kind !== 'oauth2')
      return sent(call, authorisationOf(auth, request, secrets, this.clock.now()), agent, signal);
    this.connections.refuseInside(auth.tokenUrl);
    secrets.of('client-secret', request.url);
    const secret = secrets.of('client-secret', auth.tokenUrl);
    const wanted = { target: callable.code, interfaceId: callable.id, auth, secret, agent };
    const token = await this.tokens.of(wanted);
    const first = await sent(call, bearing(token), agent, signal);
    if (first.status !== 401) return first;
    this.tokens.forget(wanted, token);
    return sent(call, bearing(await this.tokens.of(wanted)), agent, signal);
  }
}

function bearing(token: string): Authorisation {
  return { headers: { authorization: `Bearer ${token}` }, query: {} };
}

/** No redirect is followed: it could lead anywhere with what we are known by. */
async function sent(
  { request, idempotencyKey }: OutsideCall,
  authorisation: Authorisation,
  agent: Agent,
  signal: AbortSignal,
): Promise<Exchange> {
  const { method, url, headers, body } = authorised(request, authorisation);
  const answer = await send(url, {
    dispatcher: agent,
    method,
    headers: {
      'user-agent': 'Switchboard/1',
      ...headers,
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      traceparent: childTraceparent(currentContext()?.traceparent),
    },
    body,
    signal,
  });
  return exchangeOf(answer.statusCode, answer.headers, await answer.body.text());
}
