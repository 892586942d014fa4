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
  /** Nobody heard it: it was read where contacts are kept. */
  readonly madeGood?: true;
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
  /** For which queue; facts of old do not say. */
  readonly queueId?: string;
}
/** Nobody had it by the offer. */
export interface OfferEnded extends Told<'offer-ended'> {
  readonly agentId: string;
  /** `recalled`: it was not the agent who ended it. */
  readonly as: 'rejected' | 'missed' | 'recalled';
}
export interface Connected extends Told<'connected'> {
  readonly agentId: string;
  readonly teamId: string | null;
}
export type Held = Told<'held'>;
export type Resumed = Told<'resumed'>;
/** Who had it let go before anybody else had it. */
export interface LetGo extends Told<'let-go'> {
  /** They talk on, beside who has it then. */
  readonly stays?: true;
}
/** The agent is on it beside who has it: consulted, or in a conference. */
export interface Joined extends Told<'joined'> {
  readonly agentId: string;
  readonly teamId: string | null;
}
/** The agent is not on it beside somebody any more. */
export interface Left extends Told<'left'> {
  readonly agentId: string;
}
/** Nobody else is to have it: who has it keeps it. */
export type TransferEnded = Told<'transfer-ended'>;
/** Whoever hangs up, it waits on. */
export type CallbackPromised = Told<'callback-promised'>;
/** The customer was not reached by who has it. */
export interface CallbackFailed extends Told<'callback-failed'> {
  /** It waits again, at its place. */
  readonly again: boolean;
}
/** The agent's after-contact work with it is done. */
export interface WrappedUp extends Told<'wrapped-up'> {
  readonly agentId: string;
}
/** The customer is gone; it is wrapped up. */
export type WrapUpBegun = Told<'wrap-up-begun'>;
export interface Ended extends Told<'ended'> {
  readonly channel: string | null;
  readonly gaveUp: boolean;
  readonly left: LeftUnserved | null;
  readonly wrapMs: number;
}

/** Something that happened to a contact, with what was known then of the queue and the agent. */
export type Fact =
  | Started
  | Queued
  | Offered
  | OfferEnded
  | Connected
  | Held
  | Resumed
  | LetGo
  | Joined
  | Left
  | TransferEnded
  | CallbackPromised
  | CallbackFailed
  | WrapUpBegun
  | WrappedUp
  | Ended;

/** What only who keeps facts knows, of the queue and the agent, is left out where it is not known yet. */
export type Untold = Fact extends infer Each
  ? Each extends Fact
    ? Omit<Each, 'goal' | 'teamId'> & Partial<Pick<Each, keyof Each & ('goal' | 'teamId')>>
    : never
  : never;

/** In the order they were told in. */
export function inOrder(facts: readonly Fact[]): Fact[] {
  return facts.toSorted((a, b) => a.told - b.told || (a.id < b.id ? -1 : 1));
}
