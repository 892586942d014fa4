import { Database } from '#libs/persistence/database';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ContactDesk } from '../../contact/contact-desk.api.js';
import { Calls } from '../../telephony/calls.api.js';
import { Attempts } from '../domain/attempt.repository.js';
import { Campaigns } from '../domain/campaign.repository.js';
import { DialRecords } from '../domain/dial-record.repository.js';
import { Telephony, type CallOrder } from '../domain/telephony.js';
import { AttemptEnds } from './attempt-ends.js';
import { CampaignAgents } from './campaign-agents.js';
import { TelephonyLine } from './telephony-line.js';

/**
 * Calls of campaigns on the switch. A call has the id of its attempt: so it is placed once, and who asks for it later is told whether
 * it was. In preview and progressive dialing its agent is held before it is placed.
 */
@Injectable()
export class SwitchTelephony extends Telephony implements OnModuleInit {
  constructor(
    line: TelephonyLine,
    private readonly database: Database,
    private readonly campaigns: Campaigns,
    private readonly records: DialRecords,
    private readonly attempts: Attempts,
    private readonly ends: AttemptEnds,
    private readonly agents: CampaignAgents,
    private readonly contacts: ContactDesk,
    private readonly calls: Calls,
  ) {
    super();
    this.#line = line;
  }

  readonly #line: TelephonyLine;

  onModuleInit(): void {
    this.#line.plugIn(this);
  }

  override get isThere(): boolean {
    return this.calls.isThere;
  }

  override async place(order: CallOrder): Promise<void> {
    const { attemptId } = order;
    const contactId = await this.#contactOf(order);
    const attempt = await this.attempts.get(attemptId);
    const agentId = attempt.mode === 'predictive' ? null : await this.agents.hold(attempt, contactId);
    if (agentId === null && attempt.mode !== 'predictive') return void (await this.settle(attemptId));
    const call = await this.database.transaction(() => this.#written(order, contactId));
    if (call) await this.calls.place(call);
    if (agentId !== null && attempt.mode === 'preview') await this.agents.ring(attemptId, contactId, agentId);
  }

  override async settle(attemptId: string): Promise<'placed' | 'over' | 'never'> {
    const truth = await this.database.transaction(() => this.#truth(attemptId));
    const { contactId } = await this.attempts.get(attemptId);
    if (truth === 'never' && contactId !== null) await this.contacts.leave(contactId, 'abandoned');
    return truth;
  }

  override async attend(attemptId: string): Promise<void> {
    if (await this.connect(attemptId)) return;
    const { campaignId } = await this.attempts.get(attemptId);
    const { abandonPrompt: prompt } = (await this.campaigns.get(campaignId)).definition;
    await this.calls.command(attemptId, { kind: 'play', prompt }, abandonCommand(attemptId));
  }

  /** Brings the agent of an answered call, or whoever is free, to the telephone. False: there is nobody. */
  async connect(attemptId: string): Promise<boolean> {
    const attempt = await this.attempts.get(attemptId);
    const { contactId, agentId } = attempt;
    if (attempt.isOver || contactId === null) return true;
    const held = agentId ?? (await this.agents.hold(attempt, contactId));
    if (held === null || (await this.#hasHungUp(contactId, held))) return false;
    await this.agents.ring(attemptId, contactId, held);
    return true;
  }

  async #hasHungUp(contactId: string, agentId: string): Promise<boolean> {
    const own = (await this.calls.ofContact(contactId)).filter((leg) => leg.agentId === agentId);
    return own.length > 0 && own.every(({ state }) => state === 'ended');
  }

  /** Written down before anybody is held for it. @throws AttemptOver */
  #contactOf({ attemptId, number }: CallOrder): Promise<string> {
    return this.database.transaction(async () => {
      const { contactId, recordId } = await this.attempts.get(attemptId);
      if (contactId !== null) return contactId;
      const { customerId, taskId } = await this.records.get(recordId);
      const call = { channel: 'voice', direction: 'outbound', address: number, customerId, taskId } as const;
      const { id } = await this.contacts.start(call);
      return this.attempts.update(attemptId, (attempt) => attempt.become(id));
    });
  }

  /** Null: it was placed before. @throws AttemptOver */
  async #written({ attemptId, number, callerId: from, ringSeconds }: CallOrder, contactId: string) {
    await this.attempts.update(attemptId, (attempt) => attempt.refuseOver());
    if (await this.calls.known(attemptId)) return null;
    const whose = {
      contactId,
      role: 'customer',
      agentId: null,
      bridgesTo: null,
      releases: null,
      reservationId: null,
    } as const;
    const call = { to: { number }, from, ringSeconds, detectsMachine: true, picksUp: false };
    return this.calls.write({ ...whose, ...call }, attemptId);
  }

  /** Under the lock of the attempt nobody places it meanwhile; one that is over by this is never placed. */
  async #truth(attemptId: string): Promise<'placed' | 'over' | 'never'> {
    await this.attempts.update(attemptId, () => undefined);
    const call = await this.calls.known(attemptId);
    if (call) return call.state === 'ended' ? 'over' : 'placed';
    await this.ends.update(attemptId, (attempt, now) => attempt.learn('never', now));
    return 'never';
  }
}

/** The command that plays why they were called. */
export function abandonCommand(attemptId: string): string {
  return `abandoned:${attemptId}`;
}
