import { Injectable } from '@nestjs/common';
import { CallLegs } from '../domain/call-leg.repository.js';
import { isLive } from '../domain/consequences.js';
import { CallNotYours } from '../domain/switch.errors.js';

/** Whose calls are whose: an agent's are those of a contact in which a call of theirs goes on. */
@Injectable()
export class OwnCalls {
  constructor(private readonly legs: CallLegs) {}

  /** @param by null: anybody's are allowed. @throws CallNotFound, CallNotYours */
  async refuseOthers(callId: string, by: string | null): Promise<void> {
    const { contactId } = await this.legs.get(callId);
    if (by === null) return;
    const isOwn = (await this.legs.ofContact(contactId)).some((leg) => leg.agentId === by && isLive(leg));
    if (!isOwn) throw new CallNotYours('No call of yours goes on with this customer.', { callId });
  }
}
