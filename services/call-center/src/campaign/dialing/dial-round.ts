import { Clock } from '#libs/kernel/clock';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Attempts } from '../domain/attempt.repository.js';
import type { Campaign } from '../domain/campaign.aggregate.js';
import { Campaigns } from '../domain/campaign.repository.js';
import { DialRecords } from '../domain/dial-record.repository.js';
import { pace } from '../domain/pacing/pace.js';
import { PacingMemories } from '../domain/pacing/pacing-memories.js';
import { DAY_MS } from '../domain/rules/dialling-rules.js';
import { Telephony } from '../domain/telephony.js';
import { CampaignFloor, type Staffed } from './campaign-floor.js';
import { Dialling } from './dialling.js';
import { PreviewRound } from './preview-round.js';

/** Records that rules forbid do not count: so many more are looked at in a round. */
const SPARE = 50;

/** What a moment brings for the campaigns of the tenant in context. */
@Injectable()
export class DialRound {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly records: DialRecords,
    private readonly attempts: Attempts,
    private readonly memories: PacingMemories,
    private readonly floors: CampaignFloor,
    private readonly previews: PreviewRound,
    private readonly dialling: Dialling,
    private readonly telephony: Telephony,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** A campaign that fails keeps no other waiting. @param stillOurs whether the lease holds */
  async run(stillOurs: () => Promise<boolean>): Promise<void> {
    if (!this.telephony.isThere) return;
    const running = await this.campaigns.running();
    for (const campaign of running) {
      if (!(await stillOurs())) return;
      await this.#campaign(campaign, running, stillOurs).catch((error: unknown) =>
        this.logger.warn({ err: error, campaign: campaign.id }, 'a campaign was not dialled'),
      );
    }
  }

  async #campaign(campaign: Campaign, running: readonly Campaign[], stillOurs: () => Promise<boolean>): Promise<void> {
    const floor = await this.floors.of(campaign, running);
    if (campaign.definition.mode === 'preview') return this.previews.run(campaign, floor);
    await this.#dial(campaign, await this.#pace(campaign, floor), stillOurs);
  }

  async #pace({ id, definition }: Campaign, floor: Staffed): Promise<number> {
    const { mode, mostPerAgent } = definition;
    if (mode === 'preview') return 0;
    const now = this.clock.ms();
    const window = await this.attempts.liveCalls(id, new Date(now - definition.abandonWindowDays * DAY_MS));
    const limits = { mode, mostPerAgent, abandonLimit: definition.abandonLimitPercent / 100 };
    const before = await this.memories.of(id);
    const { dials, memory } = pace(floor, await this.attempts.measured(id), window, limits, before, now);
    await this.memories.keep(id, memory);
    return dials;
  }

  async #dial({ id }: Campaign, dials: number, stillOurs: () => Promise<boolean>): Promise<void> {
    if (dials === 0) return;
    let placed = 0;
    for (const recordId of await this.records.due(id, this.clock.now(), dials + SPARE)) {
      if (placed === dials || !(await stillOurs())) return;
      if ((await this.dialling.dial(recordId, null)) === null) placed += 1;
    }
  }
}
