import { AggregateRoot, type DomainEvent } from '#libs/kernel/aggregate-root';
import { mayBecome, type TenantStatus } from './tenant-status.js';
import { TenantExists, TenantTransitionNotAllowed } from './tenant.errors.js';

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
}

export interface TenantEvent extends DomainEvent {
  readonly type: 'tenant-registered' | 'tenant-activated' | 'tenant-suspended' | 'tenant-resumed';
}

/** A customer of ours: an organisation that runs its service on this suite, apart from all others. */
export class Tenant extends AggregateRoot<TenantEvent> {
  readonly name!: string;
  readonly domains!: readonly string[];
  readonly status!: TenantStatus;
  readonly firstAdmin!: FirstAdmin | null;
  readonly registeredAt!: Date;

  private constructor() {
    super();
  }

  static register(tenant: NewTenant, now: Date): Tenant {
    const registered = new Tenant();
    Object.assign(registered, tenant, { status: 'provisioning', registeredAt: now });
    registered.record({ type: 'tenant-registered', at: now });
    return registered;
  }

  /** As the other services know it. */
  get entry() {
    const { id, name, domains, status } = this;
    return { id, name, domains: [...domains], status };
  }

  /**
   * Registering the same again is no second tenant.
   * @throws TenantExists when this is another one.
   */
  requireSame({ name, domains }: Pick<NewTenant, 'name' | 'domains'>): void {
    const same = name === this.name && domains.toSorted().join() === this.domains.toSorted().join();
    if (!same) throw new TenantExists('There is another tenant with this id.', { id: this.id });
  }

  /** Everything is in place; two processes may finish the same tenant, and the second finds nothing left to do. */
  finishProvisioning(now: Date): void {
    if (this.status !== 'provisioning') return;
    this.#become('active', 'tenant-activated', now);
    Object.assign(this, { firstAdmin: null });
  }

  suspend(now: Date): void {
    this.#become('suspended', 'tenant-suspended', now);
  }

  resume(now: Date): void {
    if (this.status === 'provisioning') this.#refuse('active');
    this.#become('active', 'tenant-resumed', now);
  }

  #become(status: TenantStatus, type: TenantEvent['type'], at: Date): void {
    if (!mayBecome(this.status, status)) this.#refuse(status);
    Object.assign(this, { status });
    this.record({ type, at });
  }

  #refuse(status: TenantStatus): never {
    throw new TenantTransitionNotAllowed(`A tenant that is ${this.status} cannot become ${status}.`, { id: this.id });
  }
}
