import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import type { InspectionSetting } from '#libs/quality-rules/inspection/rule';
import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import type { RuleSetContent } from './rule.dto.js';
import { PublishedRulesSchema, RuleSetSchema } from './rule-set.schema.js';
import { Settings } from './settings.js';

/** Rules and what they are judged with. */
export interface JudgingRules {
  readonly ruleSetId: string;
  readonly no: number;
  readonly content: RuleSetContent;
  readonly setting: InspectionSetting;
}

export interface Scoped {
  readonly kind: 'call' | 'chat' | 'ticket';
  readonly channel: string | null;
  readonly queueId: string | null;
}

/** What is live now; every process goes by it within five seconds. */
@Injectable()
export class LiveRules {
  readonly #memory: TenantMemory<JudgingRules[]>;

  constructor(
    private readonly database: Database,
    private readonly settings: Settings,
    clock: Clock,
  ) {
    this.#memory = new TenantMemory(clock, () => this.#load());
  }

  async for(scoped: Scoped): Promise<readonly JudgingRules[]> {
    return (await this.#memory.get()).filter(({ content }) => isIn(content.scope, scoped));
  }

  /** Loads what takes time, before a transaction that needs it. */
  async ready(): Promise<void> {
    await this.#memory.get();
  }

  /** They have changed here. */
  forget(): void {
    this.#memory.forget(currentTenant());
  }

  async #load(): Promise<JudgingRules[]> {
    const db = await this.database.reader();
    const live = await db.find(RuleSetSchema, {
      select: { id: true, liveNo: true },
      where: { liveNo: Not(IsNull()) },
      order: { id: 'ASC' },
    });
    const rules: JudgingRules[] = [];
    for (const { id: ruleSetId, liveNo } of live) {
      const { content, no } = await db.findOneByOrFail(PublishedRulesSchema, { ruleSetId, no: liveNo! });
      rules.push({ ruleSetId, no, content, setting: await this.settings.of(content) });
    }
    return rules;
  }
}

/** What is not known of something keeps no rules from it. */
export function isIn(
  { kinds, channels, queueIds }: RuleSetContent['scope'],
  { kind, channel, queueId }: Scoped,
): boolean {
  return (
    kinds.includes(kind) &&
    (channels.length === 0 || channel === null || channels.includes(channel)) &&
    (queueIds.length === 0 || (queueId !== null && queueIds.includes(queueId)))
  );
}
