import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { PreCheckRuleSchema, type PreCheckRule } from './pre-check-rule.schema.js';

export class PreCheckRuleNotFound extends domainError('pre-check-rule-not-found', 'not-found') {}

export type PreCheckRuleText = Omit<PreCheckRule, 'id' | 'version' | 'updatedAt'>;

/** What a new tenant starts with; operators change and add. */
const SEED: readonly PreCheckRuleText[] = [
  {
    position: 10,
    type: 'enquiry',
    topic: 'opening-hours',
    answer: 'We are here for you every day from 8:00 to 20:00, also on public holidays.',
    active: true,
  },
  {
    position: 20,
    type: 'consultation',
    topic: 'return-policy',
    answer: 'You can send back anything unused within 30 days of delivery and get your money back the way you paid.',
    active: true,
  },
];

@Injectable()
export class PreCheckRuleService extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async list(): Promise<PreCheckRule[]> {
    return (await this.database.reader()).find(PreCheckRuleSchema, { order: { position: 'ASC', id: 'ASC' } });
  }

  /** @throws PreCheckRuleNotFound */
  async get(id: string): Promise<PreCheckRule> {
    const rule = await (await this.database.reader()).findOneBy(PreCheckRuleSchema, { id });
    if (!rule) throw new PreCheckRuleNotFound('There is no such pre-check rule.', { id });
    return rule;
  }

  async add(text: PreCheckRuleText): Promise<PreCheckRule> {
    const now = this.clock.now();
    const rule = { id: newId(now), version: 1, updatedAt: now, ...text };
    await this.database.transaction((tx) => tx.insert(PreCheckRuleSchema, rule));
    return rule;
  }

  /** @throws PreCheckRuleNotFound, StaleVersion when it is no longer the version the caller has seen. */
  async replace(id: string, text: PreCheckRuleText): Promise<PreCheckRule> {
    return this.database.transaction(async (tx) => {
      const { version } = await this.get(id);
      const seen = currentContext()?.precondition?.version ?? version;
      const next = { ...text, version: version + 1, updatedAt: this.clock.now() };
      const { affected } = await tx.update(PreCheckRuleSchema, { id, version: seen }, next);
      if (affected !== 1) throw new StaleVersion('It was changed by someone else in the meantime.', { id });
      return { id, ...next };
    });
  }

  /** @throws PreCheckRuleNotFound */
  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.get(id);
      await tx.delete(PreCheckRuleSchema, { id });
    });
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (await tx.exists(PreCheckRuleSchema)) return;
      for (const text of SEED) await this.add(text);
    });
  }
}
