import type { DomainEvent } from '#libs/kernel/aggregate-root';
import type { Answerer, EndCause, SwitchEvent } from './switch-event.js';

/** What the switch told of a leg, once. */
export interface CallProgressed extends DomainEvent {
  readonly type: 'call-progressed';
  readonly kind: SwitchEvent['kind'];
  readonly cause: EndCause | null;
  readonly answerer: Answerer | null;
  readonly file: string | null;
  readonly conference: string | null;
  /** Of the command whose end it is. */
  readonly commandId: string | null;
}
