import { AsyncLocalStorage } from 'node:async_hooks';
import type { ScopedPermissions } from '#libs/kernel/data-scope';
import type { EntityManager } from 'typeorm';

/** Who is acting. Comes from a verified token, never from a header a client can set. */
export interface Identity {
  /** Account, client or service id; of a visitor, the id of the one thing they come for. */
  readonly subject: string;
  readonly kind: 'person' | 'client' | 'service' | 'visitor';
  /** Patterns such as `ticket:transfer` or `ticket:*`. */
  readonly permissions: readonly string[];
  /** Whose data the permissions are for; the whole tenant's where nothing is said. */
  readonly dataScope?: ScopedPermissions;
  /** The log-in the token comes from; only people have one. */
  readonly sessionId?: string;
  /** The token as it came, to be carried along to other services. */
  readonly token?: string;
}

/** What travels with a request, an event or a job through every await. */
export interface RequestContext {
  readonly tenantId?: string;
  readonly identity?: Identity;
  readonly requestId?: string;
  /** W3C trace context (https://www.w3.org/TR/trace-context/), e.g. `00-<32 hex>-<16 hex>-01`. */
  readonly traceparent: string;
  /** The event that began it, then the automation rules that led here, by id; they go along with every event that comes of it. */
  readonly causes?: readonly string[];
  /** The caller changes only this version of this resource (HTTP If-Match); '' is what there is only one of. */
  readonly precondition?: { readonly id: string; readonly version: number };
  /** Set while a transaction runs: everything below joins it. */
  readonly unitOfWork?: UnitOfWork;
}

/** The running transaction. */
export interface UnitOfWork {
  /** Which database of which tenant it changes: nobody else may join. */
  readonly database: object;
  readonly tenantId: string;
  readonly manager: EntityManager;
  /** Called once the transaction has been committed; never when it was rolled back. The hook must not throw. */
  afterCommit(hook: () => void): void;
}

export class NoTenantInContext extends Error {
  constructor() {
    super('no tenant in the context: data can only be reached for a tenant');
    this.name = 'NoTenantInContext';
  }
}

const storage = new AsyncLocalStorage<RequestContext>();

export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

/** @throws NoTenantInContext: there is no default tenant. */
export function currentTenant(): string {
  const tenantId = storage.getStore()?.tenantId;
  if (tenantId === undefined) throw new NoTenantInContext();
  return tenantId;
}

/** Runs the work with exactly this context. */
export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** Runs the work for a tenant, keeping the trace and the causes of the surrounding context; identity and transaction stay behind. */
export function runAsTenant<T>(tenantId: string, work: () => T): T {
  const { requestId, traceparent, causes } = storage.getStore() ?? { traceparent: newTraceparent() };
  return storage.run({ tenantId, requestId, traceparent, ...(causes && { causes }) }, work);
}

export function newTraceparent(): string {
  return `00-${randomHex(16)}-${randomHex(8)}-01`;
}

/** Of one step of a trace. */
export function newSpanId(): string {
  return randomHex(8);
}

/** The same trace, one step further; a malformed parent starts a new trace. */
export function childTraceparent(parent: string | undefined): string {
  const traceId = parent === undefined ? null : traceIdOf(parent);
  return traceId === null ? newTraceparent() : `00-${traceId}-${randomHex(8)}-01`;
}

/** The trace id of a well-formed traceparent, else null. */
export function traceIdOf(traceparent: string): string | null {
  const traceId = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(traceparent)?.[1];
  return traceId === undefined || /^0+$/.test(traceId) ? null : traceId;
}

/** Drawn many at a time: every request needs some, and asking for a few costs as much as asking for many. */
const DRAWN_BYTES = 6_144;
let random = '';
let drawn = 0;

function randomHex(bytes: number): string {
  if (drawn + 2 * bytes > random.length) {
    random = Buffer.from(crypto.getRandomValues(new Uint8Array(DRAWN_BYTES))).toString('hex');
    drawn = 0;
  }
  drawn += 2 * bytes;
  return random.slice(drawn - 2 * bytes, drawn);
}
