import type { DomainEvent } from '#libs/kernel/aggregate-root';
import type { InteractionEventOutcome } from './interaction-event-type.js';
import type { PreCheckResult } from './pre-check.js';

interface Happened<Type extends string> extends DomainEvent {
  readonly type: Type;
}

export type InteractionEventRecorded = Happened<'interaction-event-recorded'>;
export interface InteractionEventContactLinked extends Happened<'interaction-event-contact-linked'> {
  readonly contactId: string;
}
export interface InteractionEventPreChecked extends Happened<'interaction-event-pre-checked'> {
  readonly result: PreCheckResult;
}
export interface InteractionEventClosed extends Happened<'interaction-event-closed'> {
  readonly outcome: InteractionEventOutcome;
}

export type InteractionEventHappening =
  InteractionEventRecorded | InteractionEventContactLinked | InteractionEventPreChecked | InteractionEventClosed;
