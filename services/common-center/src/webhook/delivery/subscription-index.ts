import { matches } from '../domain/event-pattern.js';

export interface Subscription {
  readonly endpointId: string;
  readonly eventTypes: readonly string[];
}

/** Who hears which of the event types there are: one look in a map for each event. */
export class SubscriptionIndex {
  readonly #endpoints: ReadonlyMap<string, readonly string[]>;
  readonly #all: ReadonlySet<string>;

  constructor(
    readonly subscriptions: readonly Subscription[],
    types: readonly string[],
  ) {
    const hearing = (type: string) =>
      subscriptions
        .filter(({ eventTypes }) => eventTypes.some((pattern) => matches(pattern, type)))
        .map(({ endpointId }) => endpointId);
    this.#endpoints = new Map(types.map((type) => [type, hearing(type)]));
    this.#all = new Set(subscriptions.map(({ endpointId }) => endpointId));
  }

  endpointsOf(type: string): readonly string[] {
    return this.#endpoints.get(type) ?? [];
  }

  has(endpointId: string): boolean {
    return this.#all.has(endpointId);
  }
}
