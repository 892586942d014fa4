import { AggregateRoot, type DomainEvent } from '#libs/kernel/aggregate-root';
import type { Isolation } from './isolation.js';
import type { JobKind } from './job-steps.js';
import { mayBecome, type TenantStatus } from './tenant-status.js';
import type { Terms } from './tenant-terms.js';
import {
  ErasureTokenWrong,
  PlatformTenantStays,
  TenantAlreadyThere,
  TenantBusy,
  TenantExists,
  TenantNotSuspended,
  TenantTransitionNotAllowed,
} from './tenant.errors.js';

/** Who may come in first. Kept only until that account is made, so that an interrupted start can be finished. */
export interface FirstAdmin {
  readonly login: string;
  readonly passwordHash: string;
}

export interface NewTenant {
  readonly id: string;
  readonly name: string;
  /** Host names, lower case. */
  readonly domains: readonly string[];
  readonly firstAdmin: FirstAdmin;
  /** The database server it is put on; null: the one of each service. */
  readonly server: string | null;
  readonly isolation: Isolation;
  readonly terms: Terms;
}

/** How it ends. */
export interface Leaving {
  /** SHA-256 of the token that confirms it. */
  readonly tokenHash: string;
  readonly tokenUntil: Date;
  /** Once confirmed: when it is erased. */
  readonly eraseAt: Date | null;
}

export interface TenantEvent extends DomainEvent {
  readonly type:
    | 'tenant-registered'
    | 'tenant-activated'
    | 'tenant-suspended'
    | 'tenant-resumed'
    | 'tenant-domains-changed'
    | 'tenant-terms-changed'
    | 'tenant-erasure-asked'
    | 'tenant-leaving'
    | 'tenant-erasure-cancelled'
    | 'tenant-erased'
    | 'tenant-job-begun'
    | 'tenant-job-ended'
    | 'tenant-moving'
    | 'tenant-moved';
}

/** The platform's own tenant, whose databases hold the list of all others. */
const PLATFORM = 'platform';

/** A customer of ours: an organisation that runs its service on this suite, apart from all others. */
export class Tenant extends AggregateRoot<TenantEvent> {
  readonly name!: string;
  readonly domains!: readonly string[];
  readonly status!: TenantStatus;
  readonly firstAdmin!: FirstAdmin | null;
  readonly registeredAt!: Date;
  readonly terms!: Terms | null;
  readonly server!: string | null;
  /** null: of a time when all were shared. */
  readonly isolation!: Isolation | null;
  readonly moving!: 'held' | 'sealed' | null;
  /** The job that has its databases in hand. */
  readonly jobId!: string | null;
  readonly leaving!: Leaving | null;

  private constructor() {
    super();
  }

  static register(tenant: NewTenant, now: Date): Tenant {
    const registered = new Tenant();
    const fresh = { status: 'provisioning', registeredAt: now, moving: null, jobId: null, leaving: null };
    Object.assign(registered, tenant, fresh);
    registered.record({ type: 'tenant-registered', at: now });
    return registered;
  }

  /**
   * Registering the same again is no second tenant.
   * @throws TenantExists when this is another one.
   */
  requireSame({
    name,
    domains,
    server,
    isolation,
  }: Pick<NewTenant, 'name' | 'domains' | 'server' | 'isolation'>): void {
    const same = name === this.name && domains.toSorted().join() === this.domains.toSorted().join();
    if (!same || server !== this.server || isolation !== (this.isolation ?? 'shared'))
      throw new TenantExists('There is another tenant with this id.', { id: this.id });
  }

  /** Everything is in place; two processes may finish the same tenant, and the second finds nothing left to do. */
  finishProvisioning(now: Date): void {
    if (this.status !== 'provisioning') return;
    this.#become('active', 'tenant-activated', now);
    Object.assign(this, { firstAdmin: null });
  }

  suspend(now: Date): void {
    if (this.status === 'leaving') this.#refuse('suspended');
    this.#become('suspended', 'tenant-suspended', now);
  }

  resume(now: Date): void {
    if (this.status === 'provisioning') this.#refuse('active');
    this.#become('active', 'tenant-resumed', now);
  }

  /** The host names that lead to it from now on. */
  answerTo(domains: readonly string[], now: Date): void {
    if (this.status === 'erased') this.#refuse('active');
    Object.assign(this, { domains: [...domains] });
    this.record({ type: 'tenant-domains-changed', at: now });
  }

  agreeOn(terms: Terms, now: Date): void {
    Object.assign(this, { terms });
    this.record({ type: 'tenant-terms-changed', at: now });
  }

  /** Its databases are in the hands of this job alone until it ends. @throws TenantBusy, TenantTransitionNotAllowed */
  begin(jobId: string, kind: JobKind, now: Date): void {
    if (this.jobId !== null) throw new TenantBusy('Another job has this tenant in hand.', { id: this.id });
    if (this.status === 'provisioning' || this.status === 'erased') this.#refuse('active');
    if ((this.status === 'leaving') !== (kind === 'erase')) this.#refuse('active');
    Object.assign(this, { jobId });
    this.record({ type: 'tenant-job-begun', at: now });
  }

  end(jobId: string, now: Date): void {
    if (this.jobId !== jobId) return;
    Object.assign(this, { jobId: null, moving: null });
    this.record({ type: 'tenant-job-ended', at: now });
  }

  /** What it has may be replaced, or made unreadable. @throws TenantNotSuspended */
  requireSuspended(): void {
    if (this.status !== 'suspended') throw new TenantNotSuspended('Suspend the tenant first: nothing it has is left.');
  }

  /** @throws PlatformTenantStays, TenantAlreadyThere, TenantTransitionNotAllowed */
  requireMovable(server: string | null): void {
    this.#requireNotPlatform();
    if (server === this.server) throw new TenantAlreadyThere('The tenant is on this server already.', { id: this.id });
    if (this.status === 'leaving') this.#refuse('active');
  }

  hold(moving: 'held' | 'sealed', now: Date): void {
    if (this.moving === moving) return;
    Object.assign(this, { moving });
    this.record({ type: 'tenant-moving', at: now });
  }

  /** It lives there from now on. */
  settle(server: string | null, isolation: Isolation, now: Date): void {
    Object.assign(this, { server, isolation, moving: null });
    this.record({ type: 'tenant-moved', at: now });
  }

  /** Nothing happens before it is confirmed with the token. @throws PlatformTenantStays, TenantTransitionNotAllowed */
  askErasure(tokenHash: string, tokenUntil: Date, now: Date): void {
    this.#requireNotPlatform();
    if (!mayBecome(this.status, 'leaving')) this.#refuse('leaving');
    Object.assign(this, { leaving: { tokenHash, tokenUntil, eraseAt: null } });
    this.record({ type: 'tenant-erasure-asked', at: now });
  }

  /** Refused everywhere at once, and erased at that time unless it is cancelled. @throws ErasureTokenWrong */
  confirmErasure(tokenHash: string, eraseAt: Date, now: Date): void {
    const { leaving } = this;
    if (leaving?.tokenHash !== tokenHash || new Date(leaving.tokenUntil) < now)
      throw new ErasureTokenWrong('This is not the token that was given out, or it is too old.');
    this.#become('leaving', 'tenant-leaving', now);
    Object.assign(this, { leaving: { ...leaving, eraseAt } });
  }

  cancelErasure(now: Date): void {
    if (this.status !== 'leaving' || this.jobId !== null) this.#refuse('suspended');
    this.#become('suspended', 'tenant-erasure-cancelled', now);
    Object.assign(this, { leaving: null });
  }

  isDue(now: Date): boolean {
    const eraseAt = this.leaving?.eraseAt;
    return this.status === 'leaving' && this.jobId === null && eraseAt != null && new Date(eraseAt) <= now;
  }

  /** Its name stays, so that nobody else gets its id; its host names are free. */
  erase(now: Date): void {
    this.#become('erased', 'tenant-erased', now);
    Object.assign(this, { domains: [], leaving: null });
  }

  #become(status: TenantStatus, type: TenantEvent['type'], at: Date): void {
    if (!mayBecome(this.status, status)) this.#refuse(status);
    Object.assign(this, { status });
    this.record({ type, at });
  }

  #requireNotPlatform(): void {
    if (this.id === PLATFORM) throw new PlatformTenantStays('All others are kept by this tenant: it stays.');
  }

  #refuse(status: TenantStatus): never {
    throw new TenantTransitionNotAllowed(`A tenant that is ${this.status} cannot become ${status}.`, { id: this.id });
  }
}
