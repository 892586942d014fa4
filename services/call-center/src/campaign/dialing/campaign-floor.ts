import { Injectable } from '@nestjs/common';
import { AgentRoster, type RosteredAgent } from '../../agent/agent-roster.api.js';
import { Attempts, type UnderWay } from '../domain/attempt.repository.js';
import type { Campaign } from '../domain/campaign.aggregate.js';
import { DialRecords } from '../domain/dial-record.repository.js';
import type { Floor } from '../domain/pacing/pace.js';

export interface Staffed extends Floor {
  /** Free for a call of the campaign, longest idle first. */
  readonly free: readonly string[];
  /** Without work in hand; they may be shown a record. */
  readonly present: readonly string[];
}

/** Whose work counts: not who has a break. */
const WORKING = ['ready', 'offered', 'engaged', 'after-contact-work'];

/** Who works for a campaign, and what of theirs is under way: calls of another campaign of the same people count as well. */
@Injectable()
export class CampaignFloor {
  constructor(
    private readonly roster: AgentRoster,
    private readonly attempts: Attempts,
    private readonly records: DialRecords,
  ) {}

  async of(campaign: Campaign, running: readonly Campaign[]): Promise<Staffed> {
    const there = await this.roster.loggedIn();
    const agents = there.filter((agent) => worksFor(campaign, agent) && WORKING.includes(agent.state));
    const rivals = running.filter((each) => agents.some((agent) => worksFor(each, agent)));
    const underWay: UnderWay[] = [];
    const shown: string[] = [];
    for (const { id } of rivals) {
      underWay.push(await this.attempts.underWay(id));
      shown.push(...(await this.records.reserved(id)).map(({ agentId }) => agentId));
    }
    const calling = new Set(underWay.flatMap((calls) => calls.held));
    const present = agents.filter((agent) => isFree(agent) && !calling.has(agent.id)).toSorted(byIdle);
    const free = present.filter(({ id }) => !shown.includes(id));
    return {
      agents: agents.length,
      idle: free.length,
      free: free.map(({ id }) => id),
      present: present.map(({ id }) => id),
      busySince: underWay.flatMap(({ busy }) => busy.map(({ since }) => since.getTime())),
      ringing: underWay.reduce((sum, { ringing }) => sum + ringing, 0),
      waiting: underWay.reduce((sum, { waiting }) => sum + waiting, 0),
    };
  }
}

function worksFor({ definition: { queueId, teamId } }: Campaign, agent: RosteredAgent): boolean {
  return teamId === null ? agent.queues.some((each) => each.queueId === queueId) : agent.teamId === teamId;
}

function isFree({ routable, offers, engagements }: RosteredAgent): boolean {
  return routable && offers.length + engagements.length === 0;
}

function byIdle(a: RosteredAgent, b: RosteredAgent): number {
  return (a.idleSince?.getTime() ?? 0) - (b.idleSince?.getTime() ?? 0);
}
