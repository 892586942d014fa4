/** Something that happened in an aggregate. `type` is the past tense of the business, e.g. `ticket-opened`. */
export interface DomainEvent {
  readonly type: string;
  readonly at: Date;
}

/**
 * The root of a consistency boundary: it changes only through its methods, which refuse or record what happened.
 * `version` counts the saved changes and `updatedAt` is the last one's time; only the store writes them.
 */
export abstract class AggregateRoot<Event extends DomainEvent = DomainEvent> {
  readonly id!: string;
  readonly version!: number;
  readonly updatedAt!: Date;
  #recorded: Event[] = [];

  protected record(event: Event): void {
    this.#recorded.push(event);
  }

  /** What happened and is not yet saved. */
  recordedEvents(): readonly Event[] {
    return this.#recorded;
  }

  /** The same, and forgets it; the store does that once it is saved for good. */
  takeEvents(): Event[] {
    const events = this.#recorded;
    this.#recorded = [];
    return events;
  }
}
