import type { DataOf } from '#libs/contracts/event-contract';
import type { callProgressed } from '#libs/contracts/call-center/telephony-events';
import { Injectable } from '@nestjs/common';
import { Calls } from '../../telephony/calls.api.js';
import { Attempts } from '../domain/attempt.repository.js';
import type { Attempt, Progress } from '../domain/attempt.aggregate.js';
import { AttemptNotFound } from '../domain/campaign.errors.js';
import { AttemptEnds } from './attempt-ends.js';
import { abandonCommand, SwitchTelephony } from './switch-telephony.js';

type Told = DataOf<typeof callProgressed>;

/** How calls that nobody answered ended, in the words of campaigns. */
const UNANSWERED: Readonly<Record<NonNullable<Told['cause']>, Progress['type']>> = {
  'hung-up': 'no-answer',
  'no-answer': 'no-answer',
  rejected: 'no-answer',
  busy: 'busy',
  'invalid-number': 'invalid-number',
  cancelled: 'failed',
  failed: 'failed',
  lost: 'failed',
};

/** What becomes of calls of campaigns, as the switch tells it. May be told again. Outside of any transaction. */
@Injectable()
export class CampaignCalls {
  constructor(
    private readonly attempts: Attempts,
    private readonly ends: AttemptEnds,
    private readonly telephony: SwitchTelephony,
    private readonly calls: Calls,
  ) {}

  async hear(told: Told): Promise<void> {
    if (told.role === 'agent' && told.kind === 'ended') return this.#agentGone(told);
    if (told.role !== 'customer' || told.direction !== 'outbound') return;
    const attempt = await this.#attempt(told.callId);
    if (attempt) await this.#hear(told, attempt);
  }

  async #hear(told: Told, attempt: Attempt): Promise<void> {
    const { kind, callId, answerer, at, commandId } = told;
    switch (kind) {
      case 'ringing':
        return this.#report(attempt, 'ringing', at);
      case 'answerer-detected':
        return answerer === 'person' ? this.#answered(attempt, at) : this.#machine(attempt, at);
      case 'bridged':
        return this.#bridged(attempt, at);
      case 'played':
        if (commandId === abandonCommand(callId)) await this.#hangUp(callId);
        return;
      case 'ended':
        return this.#report(attempt, attempt.liveAt ? 'hung-up' : UNANSWERED[told.cause!], at);
    }
  }

  async #answered(attempt: Attempt, at: string): Promise<void> {
    await this.#report(attempt, 'answered-live', at);
    await this.telephony.connect(attempt.id);
  }

  async #machine(attempt: Attempt, at: string): Promise<void> {
    await this.#report(attempt, 'answered-machine', at);
    await this.#hangUp(attempt.id);
  }

  async #bridged(attempt: Attempt, at: string): Promise<void> {
    const peerId = (await this.calls.known(attempt.id))?.peerId ?? null;
    const agentId = (peerId === null ? null : await this.calls.known(peerId))?.agentId ?? attempt.agentId;
    if (agentId !== null) await this.#report(attempt, 'connected', at, agentId);
  }

  /** Before they talked: somebody else does, or the customer hears why they were called. */
  async #agentGone({ contactId }: Told): Promise<void> {
    const customer = (await this.calls.ofContact(contactId)).find(
      ({ role, state }) => role === 'customer' && state !== 'ended',
    );
    if (customer?.direction !== 'outbound' || customer.state !== 'answered') return;
    const attempt = await this.#attempt(customer.id);
    if (attempt?.isUnattended) await this.telephony.attend(attempt.id);
  }

  async #report(attempt: Attempt, type: Progress['type'], at: string, agentId: string | null = null): Promise<void> {
    const { id, contactId } = attempt;
    await this.ends.update(id, (each) => !each.isOver && each.hear({ type, at: new Date(at), agentId, contactId }));
  }

  #hangUp(callId: string): Promise<void> {
    return this.calls.command(callId, { kind: 'hang-up', cause: 'hung-up' }, `campaign-hang-up:${callId}`);
  }

  async #attempt(id: string): Promise<Attempt | null> {
    return this.attempts.get(id).catch((error: unknown) => {
      if (error instanceof AttemptNotFound) return null;
      throw error;
    });
  }
}
