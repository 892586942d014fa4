import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { CampaignDefinition } from './campaign-definition.js';
import { CampaignEnded, CampaignIsRunning, CampaignMoveRefused } from './campaign.errors.js';
import type { CampaignEvent } from './campaign.events.js';
import type { Terms } from './rules/dialling-rules.js';

export type CampaignStatus = 'draft' | 'running' | 'paused' | 'ended';
export type CampaignMove = 'start' | 'pause' | 'end';

/** From which status to which. */
const MOVES: Readonly<Record<CampaignMove, { from: readonly CampaignStatus[]; to: CampaignStatus }>> = {
  start: { from: ['draft', 'paused'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  end: { from: ['draft', 'running', 'paused'], to: 'ended' },
};

const HAPPENED = { start: 'campaign-started', pause: 'campaign-paused', end: 'campaign-ended' } as const;

/** Many people called for one purpose, by the rules of its definition. */
export class Campaign extends AggregateRoot<CampaignEvent> {
  protected name!: string;
  private status!: CampaignStatus;
  definition!: CampaignDefinition;
  /** Of the definition, so that tasks find their campaign. */
  protected planId!: string | null;

  private constructor() {
    super();
  }

  static draft(id: string, name: string, definition: CampaignDefinition, by: string, now: Date): Campaign {
    const campaign = new Campaign();
    Object.assign(campaign, { id, status: 'draft' });
    campaign.define(name, definition);
    campaign.record({ type: 'campaign-drafted', by, at: now });
    return campaign;
  }

  /** Holds for the next call. @throws CampaignIsRunning, CampaignEnded */
  redefine(name: string, definition: CampaignDefinition, by: string, now: Date): void {
    this.refuseEnded();
    if (this.status === 'running') throw new CampaignIsRunning('Pause the campaign first.', { id: this.id });
    this.define(name, definition);
    this.record({ type: 'campaign-redefined', by, at: now });
  }

  /** @throws CampaignMoveRefused */
  move(move: CampaignMove, by: string, now: Date): void {
    const { from, to } = MOVES[move];
    if (!from.includes(this.status))
      throw new CampaignMoveRefused(`A campaign that is ${this.status} cannot ${move}.`, { id: this.id });
    this.status = to;
    this.record({ type: HAPPENED[move], by, at: now });
  }

  /** @throws CampaignEnded */
  refuseEnded(): void {
    if (this.status === 'ended') throw new CampaignEnded('The campaign has ended.', { id: this.id });
  }

  get terms(): Terms {
    const { hours, limits, requiresConsent } = this.definition;
    return { running: this.status === 'running', hours, limits, requiresConsent };
  }

  private define(name: string, definition: CampaignDefinition): void {
    this.name = name;
    this.definition = definition;
    this.planId = definition.planId;
  }
}
