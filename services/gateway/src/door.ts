import type { IncomingMessage, ServerResponse } from 'node:http';
import { runInContext, type Identity } from '#libs/persistence/tenant/tenant-context';
import { SEAL_HEADER } from '#libs/web/access/gateway-seal';
import { Refusal } from '#libs/web/http/problem';
import { TENANT_HEADER } from '#libs/web/http/request-context';
import { ClientLeft } from './client-left.js';
import type { Asked } from './limits/asked.js';
import type { Standing } from './limits/rate-limit-fields.js';
import type { DoorParts } from './door-parts.js';
import { forwardedHeaders } from './proxy/forwarded-headers.js';
import type { OwnOperation } from './own/own-operation.api.js';
import { MethodNotAllowed, refuse } from './refuse.js';
import { isPreflight } from './admission/cross-origin.js';
import { requireClearPath } from './admission/request-target.js';
import type { Operation } from './routing/operation.js';
import { accountLogIn, LOG_IN_ROUTE, logInByAccount } from './admission/account-log-in.js';
import { callerOf, fieldsOf } from './caller-of.js';
import { Visit } from './visit.js';
import { admit, identify } from './admission/visitor.js';

/** Who comes, and what for. */
interface Admitted {
  readonly operation: Operation;
  readonly identity: Identity | undefined;
  /** What the gateway answers itself. */
  readonly own: OwnOperation | undefined;
}

/** The way every request takes: path, tenant, identity, limits, operation, permission, and on to the service. */
export class Door {
  constructor(private readonly parts: DoorParts) {}

  visit(request: IncomingMessage, response: ServerResponse): Visit {
    return new Visit(request, response, this.parts.addresses.of(request));
  }

  /** Answers in any case; does not reject. */
  async enter(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const visit = this.visit(request, response);
    response.on('close', () => this.#closed(visit));
    response.on('error', toldByItsClosing);
    try {
      await this.#serve(visit);
    } catch (error) {
      if (!(error instanceof ClientLeft)) this.refuse(visit, error);
    }
  }

  async #serve(visit: Visit): Promise<void> {
    if (isPreflight(visit.request)) return this.#preflight(visit);
    if (this.parts.tenancy.isLogInByAccount(visit.request)) return this.#logInByAccount(visit);
    const { operation, identity, own } = await this.admitted(visit);
    const { proxy, views } = this.parts;
    const { request, response, answerHeaders } = visit;
    if (own !== undefined) {
      await own.answer({ request, response, answerHeaders, caller: callerOf(visit, identity!, this.parts.seal) });
      return this.#stays(visit);
    }
    const fields = this.headersFor(visit, identity);
    const headers = 'then' in fields ? await fields : fields;
    await proxy.forward({ operation, who: visit, request, response, headers, answerHeaders });
    if (request.method !== 'GET') views.written(visit.tenantId!, request.url!);
  }

  /** Who comes for what, if they may. @throws Refusal */
  async admitted(visit: Visit): Promise<Admitted> {
    const { routes, views, own: ours } = this.parts;
    const { request } = visit;
    const tenantId = this.#arrive(visit);
    const found = this.#identify(visit, tenantId);
    const identity = found instanceof Promise ? await found : found;
    visit.subject = identity?.subject;
    visit.sessionId = identity?.sessionId;
    const { method, url } = request;
    const own = ours.find(method!, url!) ?? views.find(method!, url!);
    const known = own?.operation ?? routes.table.find(method!, url!);
    const turn = this.#count(visit, { identity, operation: known, weight: own?.weight ?? 1 });
    if (turn !== undefined) await turn;
    const endings = visit.sessionId === undefined ? undefined : this.parts.unheard.first();
    if (endings !== undefined) await endings;
    this.parts.endedSessions.requireGoing(visit.sessionId);
    visit.operation = known ?? (await this.#operation(request));
    admit(identity, visit.operation.permission);
    return { operation: visit.operation, identity, own };
  }

  /** Browsers let every page open some things; whether it may is asked here. @throws Refusal 403 `origin-not-allowed` */
  requireOrigin({ tenantId, request }: Visit): void {
    this.parts.crossOrigin.requireAllowed(tenantId!, request);
  }

  /** What goes on to the service: the client's own header fields, and ours. Waited for only where no token was brought. */
  headersFor(visit: Visit, identity: Identity | undefined): string[] | Promise<string[]> {
    const { request, requestId, span, tenantId, address } = visit;
    const headers = forwardedHeaders(request);
    headers.push('x-request-id', requestId, 'traceparent', span.traceparent, TENANT_HEADER, tenantId!);
    const host = request.headers.host!;
    headers.push('x-forwarded-for', address, 'x-forwarded-host', host);
    headers.push(SEAL_HEADER, this.parts.seal.of('forwarded', address, host));
    return identity === undefined ? this.#asPublic(headers) : headers;
  }

  /** The request is over, one way or another; of a WebSocket, it has begun. */
  left(visit: Visit): void {
    this.parts.metrics.left(visit);
    this.parts.assurance.left(visit);
  }

  /**
   * The only listener of its kind: of a second one, Node makes a list, which V8 soon makes old at birth, so that all it refers
   * to outlives the young heap until the whole is swept. So does a function that is kept in a field.
   */
  #closed(visit: Visit): void {
    visit.underWay?.left();
    this.left(visit);
  }

  /** With a problem, unless the answer has begun: then it is cut off. */
  refuse(visit: Visit, error: unknown): void {
    const { logger, metrics } = this.parts;
    metrics.refused(error);
    const problem = refuse(visit, error);
    visit.refusal = problem.code;
    if (problem.status < 500) return;
    runInContext(visit.context, () => logger.warn({ err: error, code: problem.code }, 'request failed'));
  }

  async #asPublic(headers: string[]): Promise<string[]> {
    headers.push('authorization', `Bearer ${await this.parts.publicTokens.token()}`);
    return headers;
  }

  /** Path, tenant and origin. @returns the tenant */
  #arrive(visit: Visit): string {
    requireClearPath(visit.request.url!);
    return this.#belongs(visit, this.parts.tenancy.of(visit.request).id);
  }

  #belongs(visit: Visit, tenantId: string): string {
    visit.tenantId = tenantId;
    visit.crossOrigin = this.parts.crossOrigin.fieldsFor(tenantId, visit.request);
    return tenantId;
  }

  async #logInByAccount(visit: Visit): Promise<void> {
    const { tenancy, services, routes, publicTokens, seal } = this.parts;
    const logIn = await accountLogIn(visit, tenancy);
    this.#belongs(visit, logIn.tenant.id);
    visit.operation = routes.table.find('POST', LOG_IN_ROUTE.template);
    await this.#count(visit, { identity: undefined, operation: LOG_IN_ROUTE, weight: 1 });
    const authorization = `Bearer ${await publicTokens.token()}`;
    await logInByAccount(
      visit,
      logIn,
      { authorization, traceparent: visit.span.traceparent, ...fieldsOf(visit, seal) },
      services,
    );
  }

  /** What goes on telling after it was answered ends like all that stays open. */
  #stays(visit: Visit): void {
    const { response } = visit;
    if (response.writableEnded || response.destroyed) return;
    response.once(
      'close',
      this.parts.long.stay(visit, () => void response.end()),
    );
  }

  async #preflight(visit: Visit): Promise<void> {
    const tenantId = this.#arrive(visit);
    await this.#count(visit, { identity: undefined, operation: undefined, weight: 1 });
    const fields = this.parts.crossOrigin.preflightFields(tenantId, visit.request);
    visit.response.writeHead(204, [...fields, ...visit.answerHeaders]).end();
  }

  /** Waited for only where the token is new. */
  #identify(visit: Visit, tenantId: string): Identity | undefined | Promise<Identity> {
    try {
      const found = identify(visit.request.headers.authorization, tenantId, this.parts.verifier);
      return found instanceof Promise ? found.catch((error: unknown) => this.#refuseToken(visit, error)) : found;
    } catch (error) {
      return this.#refuseToken(visit, error);
    }
  }

  /** A token that does not hold is counted too, by the address it came from. */
  async #refuseToken(visit: Visit, error: unknown): Promise<never> {
    await this.#count(visit, { identity: undefined, operation: undefined, weight: 1 });
    throw error;
  }

  /** Waited for only where it has to be: by far most requests are counted at once. */
  #count(visit: Visit, asked: Pick<Asked, 'identity' | 'operation' | 'weight'>): undefined | Promise<void> {
    const counted = this.parts.limits.count({ tenantId: visit.tenantId!, address: visit.address, ...asked });
    if (counted !== undefined && 'then' in counted) return counted.then((standing) => this.#counted(visit, standing));
    this.#counted(visit, counted);
    return undefined;
  }

  /** It may have gone while it waited for its turn. */
  #counted(visit: Visit, standing: Standing | undefined): void {
    visit.standing = standing;
    if (visit.request.socket.destroyed) throw new ClientLeft();
  }

  async #operation({ method, url }: IncomingMessage): Promise<Operation> {
    const { routes, own } = this.parts;
    const operation = await routes.find(method!, url!);
    if (operation !== undefined) return operation;
    const allowed = [...own.methodsOf(url!), ...routes.table.methodsOf(url!)];
    if (allowed.length > 0) throw new MethodNotAllowed(allowed);
    throw new Refusal(404, 'no-such-route', 'Nothing is served under this path.');
  }
}

function toldByItsClosing(): void {}
