import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Consents } from '../../consent/consent.api.js';
import { DoNotCall } from '../../do-not-call/do-not-call.api.js';
import { NumberZones } from '../../number-zone/number-zone.api.js';
import { Attempt } from '../domain/attempt.aggregate.js';
import { Attempts } from '../domain/attempt.repository.js';
import type { Campaign } from '../domain/campaign.aggregate.js';
import { callerIdFor } from '../domain/campaign-definition.js';
import { Campaigns } from '../domain/campaign.repository.js';
import type { DialRecord } from '../domain/dial-record.aggregate.js';
import { DialRecords } from '../domain/dial-record.repository.js';
import { decide, WEEK_MS, type DiallingRule, type Registers } from '../domain/rules/dialling-rules.js';
import { Telephony, type CallOrder } from '../domain/telephony.js';
import { CampaignMetrics } from './campaign-metrics.js';

type Decided = { readonly order: CallOrder } | { readonly rule: DiallingRule };

/** The moment of dialing: the only way to a call. */
@Injectable()
export class Dialling {
  constructor(
    private readonly database: Database,
    private readonly campaigns: Campaigns,
    private readonly records: DialRecords,
    private readonly attempts: Attempts,
    private readonly doNotCall: DoNotCall,
    private readonly consents: Consents,
    private readonly zones: NumberZones,
    private readonly telephony: Telephony,
    private readonly metrics: CampaignMetrics,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Checks every rule under the locks of the record and its number, writes the attempt down, and only then places the call. What is
   * lost between the two is asked for later, never placed again.
   * @param agentId whose call it is; null: whoever is free
   * @returns the rule that forbids it; null: it was placed
   * @throws DialRecordNotFound
   */
  async dial(recordId: string, agentId: string | null): Promise<DiallingRule | null> {
    const { number } = await this.records.get(recordId);
    if (number === undefined) return 'record-not-waiting';
    const isGlobal = await this.doNotCall.isGlobal(number);
    const decided = await this.database.transaction(() => this.#decide(recordId, agentId, number, isGlobal));
    if ('rule' in decided) {
      this.metrics.withheld(decided.rule);
      return decided.rule;
    }
    this.metrics.dialled();
    await this.telephony
      .place(decided.order)
      .catch((error: unknown) =>
        this.logger.warn({ err: error, attempt: decided.order.attemptId }, 'a call was not placed'),
      );
    return null;
  }

  async #decide(recordId: string, agentId: string | null, asked: string, isGlobal: boolean): Promise<Decided> {
    const record = await this.records.lock(recordId);
    // Another number than the global register was asked about: somebody else has just had the record.
    if (record.number !== asked) return { rule: 'record-not-waiting' };
    await this.attempts.lockNumber(asked);
    const now = this.clock.now();
    const campaign = await this.campaigns.get(record.campaignId);
    const registers = await this.#registers(record, asked, campaign, isGlobal, now);
    const decision = decide(campaign.terms, record.candidate(agentId), registers, now);
    if (decision.rule === 'record-not-waiting') return { rule: decision.rule };
    const attempt = this.#begin(record, asked, campaign, { decision, consentId: registers.consentId, agentId }, now);
    await this.attempts.add(attempt);
    const { rule } = decision;
    if (rule !== null) {
      await this.records.update(recordId, (each) => each.withhold(decision, now));
      return { rule };
    }
    await this.records.update(recordId, (each) => each.dial(attempt.id, agentId));
    return { order: orderOf(attempt, campaign) };
  }

  async #registers(
    { zone }: DialRecord,
    number: string,
    { id, definition }: Campaign,
    isGlobal: boolean,
    now: Date,
  ): Promise<Registers> {
    const scopes = await this.doNotCall.scopesOf(number, id);
    const since = new Date(now.getTime() - WEEK_MS);
    return {
      doNotCall: isGlobal ? ['global', ...scopes] : scopes,
      consentId: await this.consents.holding(number, definition.purpose, now),
      zones: zone === null ? await this.zones.of(number) : [zone],
      ...(await this.attempts.ofNumber(number, since)),
    };
  }

  #begin(
    record: DialRecord,
    number: string,
    { definition }: Campaign,
    made: Pick<Parameters<typeof Attempt.begin>[0], 'decision' | 'consentId' | 'agentId'>,
    now: Date,
  ): Attempt {
    const { id: recordId, campaignId, attempts } = record;
    const { mode, ringSeconds, wrapUpSeconds } = definition;
    const callerId = callerIdFor(definition, number, attempts);
    const facts = { id: newId(now), campaignId, recordId, mode, number, callerId, ringSeconds, wrapUpSeconds };
    return Attempt.begin({ ...facts, ...made }, now);
  }
}

function orderOf({ id: attemptId, number, callerId, agentId }: Attempt, { definition }: Campaign): CallOrder {
  const { ringSeconds, queueId, teamId } = definition;
  return { attemptId, number, callerId, agentId, ringSeconds, queueId, teamId };
}
