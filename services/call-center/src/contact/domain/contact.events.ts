import type { DomainEvent } from '#libs/kernel/aggregate-root';
import type { ContactOutcome } from './contact-status.js';

interface Happened<Type extends string> extends DomainEvent {
  readonly type: Type;
}

export type ContactStarted = Happened<'contact-started'>;
export interface ContactIdentified extends Happened<'contact-identified'> {
  readonly customerId: string;
}
export interface ContactConnected extends Happened<'contact-connected'> {
  readonly agentId: string;
}
export interface ContactEnded extends Happened<'contact-ended'> {
  readonly outcome: ContactOutcome;
}

export type ContactEvent = ContactStarted | ContactIdentified | ContactConnected | ContactEnded;
