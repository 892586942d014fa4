import { AggregateRoot, type DomainEvent } from '#libs/kernel/aggregate-root';
import { ClientInactive, ClientReserved } from './identity.errors.js';
import { isServiceName } from './service-name.js';

export interface NewClient {
  /** Chosen by who registers it, e.g. `portal`. */
  readonly id: string;
  readonly name: string;
  readonly secretHash: string;
  readonly roles: readonly string[];
}

export interface ClientEvent extends DomainEvent {
  readonly type: 'client-registered' | 'client-secret-renewed' | 'client-deactivated';
}

/** A machine that acts for the tenant: an IVR, the backend of a portal. */
export class Client extends AggregateRoot<ClientEvent> {
  readonly name!: string;
  readonly createdAt!: Date;
  readonly roles!: readonly string[];
  private secretHash!: string;
  private active!: boolean;

  private constructor() {
    super();
  }

  /** @throws ClientReserved: nobody may pass for one of the services. */
  static register(client: NewClient, now: Date): Client {
    if (isServiceName(client.id)) throw new ClientReserved('This client id belongs to a service.', { id: client.id });
    const registered = new Client();
    Object.assign(registered, client, { createdAt: now, active: true });
    registered.record({ type: 'client-registered', at: now });
    return registered;
  }

  /** What getting a token needs; null when the client may have none. */
  get credentials(): { readonly secretHash: string; readonly roles: readonly string[] } | null {
    return this.active ? { secretHash: this.secretHash, roles: this.roles } : null;
  }

  renewSecret(secretHash: string, now: Date): void {
    this.#requireActive();
    this.secretHash = secretHash;
    this.record({ type: 'client-secret-renewed', at: now });
  }

  deactivate(now: Date): void {
    this.#requireActive();
    this.active = false;
    this.record({ type: 'client-deactivated', at: now });
  }

  #requireActive(): void {
    if (!this.active) throw new ClientInactive('The client is deactivated.', { id: this.id });
  }
}
