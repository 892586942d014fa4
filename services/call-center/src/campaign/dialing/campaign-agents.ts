import { DomainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import { AgentAssignments } from '../../agent-assignment/agent-assignment.api.js';
import { RoutingDesk } from '../../routing/desk.api.js';
import { Calls } from '../../telephony/calls.api.js';
import type { Attempt } from '../domain/attempt.aggregate.js';
import { Attempts } from '../domain/attempt.repository.js';
import { Campaigns } from '../domain/campaign.repository.js';
import { CampaignFloor } from './campaign-floor.js';

/** Longer than anybody waits whom we have called. */
const RING_SECONDS = 20;

/** Agents for calls of campaigns: held so that nobody else gets them, and brought to the telephone. */
@Injectable()
export class CampaignAgents {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly attempts: Attempts,
    private readonly floors: CampaignFloor,
    private readonly desk: RoutingDesk,
    private readonly assignments: AgentAssignments,
    private readonly calls: Calls,
  ) {}

  /** Whose call it is, else whoever has been idle longest; held from now on. Null: nobody is free. Outside of any transaction. */
  async hold(attempt: Attempt, contactId: string): Promise<string | null> {
    for (const agentId of await this.#candidates(attempt)) {
      if (!(await this.#isHeld(agentId, contactId))) continue;
      await this.attempts.update(attempt.id, (each) => each.hold(agentId));
      return agentId;
    }
    return null;
  }

  /** Once, as long as it rings or they talk. @throws what the switch refuses */
  async ring(attemptId: string, contactId: string, agentId: string): Promise<void> {
    const extension = await this.assignments.extensionOf(agentId);
    const isThere = (await this.calls.ofContact(contactId)).some(
      (leg) => leg.agentId === agentId && leg.state !== 'ended',
    );
    if (extension === null || isThere) return;
    const whose = {
      contactId,
      role: 'agent',
      agentId,
      bridgesTo: attemptId,
      releases: null,
      reservationId: null,
    } as const;
    const call = { to: { extension }, from: null, ringSeconds: RING_SECONDS, detectsMachine: false, picksUp: true };
    await this.calls.dial({ ...whose, ...call });
  }

  async #candidates({ campaignId, agentId }: Attempt): Promise<readonly string[]> {
    if (agentId !== null) return [agentId];
    const running = await this.campaigns.running();
    const campaign = running.find(({ id }) => id === campaignId);
    return campaign ? (await this.floors.of(campaign, running)).free : [];
  }

  /** Who is asked for something else at the same moment, or has no telephone, is not. */
  async #isHeld(agentId: string, contactId: string): Promise<boolean> {
    if ((await this.assignments.extensionOf(agentId)) === null) return false;
    try {
      await this.desk.submit({ type: 'own-work-begins', agentId, contactId, channel: 'voice' });
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}
