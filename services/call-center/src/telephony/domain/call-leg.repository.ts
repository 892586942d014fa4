import { Repository } from '#libs/kernel/repository';
import type { EndCause } from './switch-event.js';
import type { CallLeg, DialledLeg, LegRole, LegState } from './call-leg.aggregate.js';

/** A leg as others look at it. */
export interface KnownLeg extends DialledLeg {
  readonly role: LegRole;
  readonly direction: 'inbound' | 'outbound';
  readonly state: LegState;
  readonly peerId: string | null;
  readonly endCause: EndCause | null;
  readonly startedAt: Date;
  /** Grows with everything that is heard of it. */
  readonly version: number;
}

export abstract class CallLegs extends Repository<CallLeg> {
  abstract find(callId: string): Promise<CallLeg | null>;
  abstract known(callId: string): Promise<KnownLeg | null>;
  abstract ofContact(contactId: string): Promise<readonly KnownLeg[]>;
  /** All that have not ended. */
  abstract live(): Promise<readonly KnownLeg[]>;
}
