import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { WebhookEndpointActive, WebhookEndpointDisabled } from './webhook-endpoint.errors.js';
import type { DisabledBecause, WebhookEndpointEvent } from './webhook-endpoint.events.js';

/** An endpoint that nothing reached for so long is sent nothing any more. */
const FAILING_MS = 5 * 24 * 3_600_000;

export interface EndpointText {
  readonly url: string;
  readonly description: string;
  /** `ticket.solved.v1`, `ticket.*` or `*`. */
  readonly eventTypes: readonly string[];
}

/** A place outside that hears what happens. Secrets are as they are kept. */
export class WebhookEndpoint extends AggregateRoot<WebhookEndpointEvent> {
  readonly createdAt!: Date;
  readonly url!: string;
  readonly description!: string;
  readonly eventTypes!: readonly string[];
  readonly secret!: string;
  readonly formerSecret!: string | null;
  readonly formerSecretUntil!: Date | null;
  private disabledBecause!: DisabledBecause | null;
  private failingSince!: Date | null;

  private constructor() {
    super();
  }

  static register(id: string, text: EndpointText, secret: string, now: Date): WebhookEndpoint {
    const registered = new WebhookEndpoint();
    const fresh = { formerSecret: null, formerSecretUntil: null, disabledBecause: null, failingSince: null };
    Object.assign(registered, { id, ...text, ...fresh, secret, createdAt: now });
    registered.record({ type: 'webhook-endpoint-registered', at: now });
    return registered;
  }

  /** Whether it is sent what happens. */
  get isActive(): boolean {
    return this.disabledBecause === null;
  }

  change(text: EndpointText, now: Date): void {
    Object.assign(this, text);
    this.record({ type: 'webhook-endpoint-changed', at: now });
  }

  /** Until the overlap is over, deliveries are signed with both. */
  rotateSecret(secret: string, overlapMs: number, now: Date): void {
    const formerSecretUntil = new Date(now.getTime() + overlapMs);
    Object.assign(this, { secret, formerSecret: this.secret, formerSecretUntil });
    this.record({ type: 'webhook-secret-rotated', at: now });
  }

  enable(now: Date): void {
    if (this.isActive) throw new WebhookEndpointActive('The endpoint is active.', { id: this.id });
    this.disabledBecause = null;
    this.failingSince = null;
    this.record({ type: 'webhook-endpoint-enabled', at: now });
  }

  disable(now: Date): void {
    this.#requireActive();
    this.#disable('person', now);
  }

  requestTest(now: Date): void {
    this.#requireActive();
    this.record({ type: 'webhook-test-requested', at: now });
  }

  /** It answered 410. Deliveries that were on their way may tell it again. */
  gone(now: Date): void {
    if (this.isActive) this.#disable('gone', now);
  }

  /** A delivery failed: when nothing has arrived for days, it is disabled. */
  failed(now: Date): void {
    if (!this.isActive) return;
    if (this.failingSince === null) {
      this.failingSince = now;
      this.record({ type: 'webhook-endpoint-failed', at: now });
    }
    if (now.getTime() - this.failingSince.getTime() >= FAILING_MS) this.#disable('failing', now);
  }

  succeeded(now: Date): void {
    if (this.failingSince === null) return;
    this.failingSince = null;
    this.record({ type: 'webhook-endpoint-recovered', at: now });
  }

  #disable(because: DisabledBecause, now: Date): void {
    this.disabledBecause = because;
    this.record({ type: 'webhook-endpoint-disabled', at: now, because });
  }

  #requireActive(): void {
    if (!this.isActive) throw new WebhookEndpointDisabled('The endpoint is disabled.', { id: this.id });
  }
}

/** Whether a failure now changes anything: what is written for each would be much for an endpoint that is away. */
export function failureMatters(failingSince: Date | null, now: Date): boolean {
  return failingSince === null || now.getTime() - failingSince.getTime() >= FAILING_MS;
}
