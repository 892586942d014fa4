import type { AggregateRoot } from './aggregate-root.js';

/** Where aggregates are kept. A context extends it with an abstract class of its own that is port and token in one. */
export abstract class Repository<Aggregate extends AggregateRoot> {
  /** @throws a not-found DomainError */
  abstract get(id: string): Promise<Aggregate>;
  abstract add(aggregate: Aggregate): Promise<void>;
  /**
   * Loads, locks, changes and saves in one transaction, together with the events; what `change` returns comes back.
   * `change` must be synchronous: nothing remote happens while the row is locked. When it throws, nothing was changed.
   */
  abstract update<Result>(id: string, change: (aggregate: Aggregate) => Result): Promise<Result>;
}
