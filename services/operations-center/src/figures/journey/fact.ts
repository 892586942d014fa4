/** What a queue promised when the contact came to it. */
export interface Goal {
  /** Answered within is answered in time, ms. */
  readonly withinMs: number;
  /** Given up before counts apart, ms. */
  readonly shortMs: number;
  /** What the queue's contacts are about. */
  readonly product: string | null;
}

export type LeftUnserved = 'abandoned' | 'short-abandoned' | 'timed-out';

interface Told<What extends string> {
  readonly what: What;
  /** Of the event; the time it was told and this order the facts of a contact. */
  readonly id: string;
  /** ms since the epoch */
  readonly told: number;
  /** When it happened, ms since the epoch. */
  readonly at: number;
}

export interface Started extends Told<'started'> {
  readonly channel: string;
}
export interface Queued extends Told<'queued'> {
  readonly channel: string;
  readonly queueId: string;
  readonly goal: Goal;
  /** Null: it came newly; else how it came out of another queue. */
  readonly moved: 'flowed-out' | 'transferred' | null;
}
export interface Offered extends Told<'offered'> {
  readonly agentId: string;
  readonly teamId: string | null;
}
export interface Connected extends Told<'connected'> {
  readonly agentId: string;
  readonly teamId: string | null;
}
export type Held = Told<'held'>;
export type Resumed = Told<'resumed'>;
/** Who had it let go before anybody else had it. */
export type LetGo = Told<'let-go'>;
/** The customer is gone; it is wrapped up. */
export type WrapUpBegun = Told<'wrap-up-begun'>;
export interface Ended extends Told<'ended'> {
  readonly channel: string | null;
  readonly gaveUp: boolean;
  readonly left: LeftUnserved | null;
  readonly wrapMs: number;
}

/** Something that happened to a contact, with what was known then of the queue and the agent. */
export type Fact = Started | Queued | Offered | Connected | Held | Resumed | LetGo | WrapUpBegun | Ended;

/** In the order they were told in. */
export function inOrder(facts: readonly Fact[]): Fact[] {
  return facts.toSorted((a, b) => a.told - b.told || (a.id < b.id ? -1 : 1));
}
