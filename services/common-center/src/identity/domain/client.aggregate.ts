import { AggregateRoot, type DomainEvent } from '#libs/kernel/aggregate-root';
import { ClientInactive, ClientReserved } from './identity.errors.js';
import { isServiceName } from './service-name.js';

/** No token of anybody's is good for longer than this, clocks that differ included. */
export const LONGEST_TOKEN_MS = 3_605_000;

export interface NewClient {
  /** Chosen by who registers it, e.g. `portal`. */
  readonly id: string;
  readonly name: string;
  readonly secretHash: string;
  readonly roles: readonly string[];
  /** What its tokens say they were given for, as those of people name a log-in. */
  readonly accessId: string;
}

export type ClientEvent =
  | (DomainEvent & { readonly type: 'client-registered' })
  /** null: its tokens did not say what they were given for. */
  | (DomainEvent & {
      readonly type: 'client-secret-renewed' | 'client-deactivated';
      readonly endedAccess: string | null;
    });

/** Access that is over. */
export interface EndedClientAccess {
  readonly id: string;
  /** ISO-8601. */
  readonly at: string;
}

/** A machine that acts for the tenant: an IVR, the backend of a portal. */
export class Client extends AggregateRoot<ClientEvent> {
  readonly name!: string;
  readonly createdAt!: Date;
  readonly roles!: readonly string[];
  private secretHash!: string;
  private active!: boolean;
  private accessId!: string | null;
  private endedAccess!: readonly EndedClientAccess[] | null;

  private constructor() {
    super();
  }

  /** @throws ClientReserved: nobody may pass for one of the services. */
  static register(client: NewClient, now: Date): Client {
    if (isServiceName(client.id)) throw new ClientReserved('This client id belongs to a service.', { id: client.id });
    const registered = new Client();
    Object.assign(registered, client, { createdAt: now, active: true, endedAccess: null });
    registered.record({ type: 'client-registered', at: now });
    return registered;
  }

  /** What getting a token needs; null when the client may have none. */
  get credentials(): {
    readonly secretHash: string;
    readonly roles: readonly string[];
    readonly accessId: string | null;
  } | null {
    const { secretHash, roles, accessId } = this;
    return this.active ? { secretHash, roles, accessId } : null;
  }

  /** Tokens that were given for the old secret are good no more. */
  renewSecret(secretHash: string, accessId: string, now: Date): void {
    this.#requireActive();
    const endedAccess = this.#endAccess(now);
    Object.assign(this, { secretHash, accessId });
    this.record({ type: 'client-secret-renewed', at: now, endedAccess });
  }

  deactivate(now: Date): void {
    this.#requireActive();
    this.active = false;
    this.record({ type: 'client-deactivated', at: now, endedAccess: this.#endAccess(now) });
  }

  /** Kept for as long as a token may hold that was given for it. */
  #endAccess(now: Date): string | null {
    const { accessId: id } = this;
    const young = (this.endedAccess ?? []).filter(({ at }) => now.getTime() - Date.parse(at) < LONGEST_TOKEN_MS);
    this.endedAccess = id === null ? young : [...young, { id, at: now.toISOString() }];
    return id;
  }

  #requireActive(): void {
    if (!this.active) throw new ClientInactive('The client is deactivated.', { id: this.id });
  }
}
