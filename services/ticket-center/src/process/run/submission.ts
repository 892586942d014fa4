import type { Command, StartCommand } from '#libs/process-engine/commands';
import type { IgnoreReason } from '#libs/process-engine/records/instance';
import type { DefinitionRef, ParentRef } from '#libs/process-engine/reference';
import type { InstanceState } from '#libs/process-engine/snapshot';
import type { Variables } from '#libs/process-engine/variables';

/** Something to be done to one instance, as it can be stored until it is done. */
export type Directive = StartDirective | CommandDirective;

interface Keyed {
  /** The same key is never carried out twice. */
  readonly key: string;
  readonly instance: string;
}

export interface StartDirective extends Keyed {
  readonly start: StartOrder;
}

export interface StartOrder {
  readonly definition: string;
  readonly binding: number | 'latest';
  readonly businessKey: string | null;
  readonly variables: Variables;
  /** The event that starts it; left out: nothing but this order. */
  readonly node?: string;
  readonly parent?: ParentRef;
  /** The topmost of its parents; left out: itself. */
  readonly root?: string;
}

export interface CommandDirective extends Keyed {
  readonly command: Exclude<Command, StartCommand>;
  /** What arrives with it, and waits on for another when it comes too late. */
  readonly message?: KeptMessage;
}

export interface KeptMessage {
  readonly id: string;
  readonly name: string;
  readonly correlationKey: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
  /** Only for who wants it at once. */
  readonly atOnce?: boolean;
}

/** A directive that is to be carried out now. */
export type Order = Directive & Circumstances;

export interface Circumstances {
  /** It is carried out only while this claim stands. */
  readonly claim?: ClaimRef;
  /** It waits in the table of outgoing commands, and leaves it when it is carried out. */
  readonly stored?: boolean;
}

/** An order of which everything is known, ready for a transaction. */
export interface Submission extends Keyed, Circumstances {
  /** Of what was asked for: the key may not come with anything else. */
  readonly fingerprint: string;
  readonly command: Command;
  /** Of an instance that starts. */
  readonly birth?: Birth;
  readonly message?: KeptMessage;
}

export interface Birth {
  readonly definition: DefinitionRef;
  readonly businessKey: string | null;
  readonly root: string;
}

export interface ClaimRef {
  readonly of: 'timer' | 'call';
  readonly wait: number;
  readonly token: string;
}

/** What became of a command; the same for every repetition of its key. */
export interface Outcome {
  readonly instance: string;
  readonly state: InstanceState;
  /** Number of the last record. */
  readonly seq: number;
  /** Why it changed nothing. */
  readonly ignored?: IgnoreReason;
}
