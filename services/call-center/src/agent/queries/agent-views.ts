import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { AgentAssignments, UNASSIGNED, type Belonging } from '../../agent-assignment/agent-assignment.api.js';
import type { AgentView } from '../agent.dto.js';
import { idleSince, isRoutable } from '../domain/routable.js';
import type { AgentRow } from '../infra/agent.schema.js';
import { PresenceSchema, type PresenceRow } from '../infra/presence.schema.js';

/** The outside shape of agents, with what lies in other tables. */
@Injectable()
export class AgentViews {
  constructor(
    private readonly database: Database,
    private readonly assignments: AgentAssignments,
    private readonly clock: Clock,
  ) {}

  async of(rows: readonly AgentRow[]): Promise<AgentView[]> {
    const ids = rows.map(({ id }) => id);
    const assigned = await this.assignments.of(ids);
    const present = await (await this.database.reader()).findBy(PresenceSchema, { agentId: In(ids) });
    const presences = new Map(present.map((row) => [row.agentId, row]));
    const now = this.clock.now();
    return rows.map((row) => viewOf(row, presences.get(row.id), assigned.get(row.id) ?? UNASSIGNED, now));
  }
}

function viewOf(
  row: AgentRow,
  presence: PresenceRow | undefined,
  { teamId, profileId }: Belonging,
  now: Date,
): AgentView {
  const { id, version, state, reason, next, request, hands } = row;
  const isThere = presence !== undefined && presence.leaseUntil > now;
  return {
    ...{ id, version, state, reason, next, teamId, profileId },
    presence: isThere ? presence.presence : 'offline',
    leaseUntil: presence?.leaseUntil.toISOString() ?? null,
    since: row.since.toISOString(),
    routable: isRoutable(row),
    idleSince: idleSince(row.readySince, row.lastHandledEnd)?.toISOString() ?? null,
    request: request && { ...request, at: timeOf(request.at) },
    offers: hands.offers.map((offer) => ({ ...offer, expiresAt: timeOf(offer.expiresAt) })),
    engagements: hands.engagements.map((engagement) => ({ ...engagement, since: timeOf(engagement.since) })),
    afterContactWork: hands.afterWork.map((work) => ({
      ...work,
      since: timeOf(work.since),
      endsAt: work.endsAt === null ? null : timeOf(work.endsAt),
    })),
  };
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
