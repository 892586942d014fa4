import type { Channel, RoutingState } from '#libs/contracts/call-center/call-events';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import { AgentAssignments, UNASSIGNED, type Belonging } from '../agent-assignment/agent-assignment.api.js';
import { DEFAULT_PROFILE, RoutingProfiles } from '../routing-profile/routing-profile.api.js';
import { idleSince, isRoutable } from './domain/routable.js';
import type { Capacity } from './domain/capacity.js';
import { AgentSchema, type AgentRow } from './infra/agent.schema.js';

interface Held {
  readonly id: string;
  readonly contactId: string;
  readonly channel: Channel;
}

/** Somebody contacts may be routed to, with all that decides about it. */
export interface RosteredAgent {
  readonly id: string;
  readonly version: number;
  readonly state: RoutingState;
  readonly routable: boolean;
  readonly idleSince: Date | null;
  readonly offers: readonly Held[];
  readonly engagements: readonly Held[];
  readonly teamId: string | null;
  /** Levels 1 to 5 by the code of the skill. */
  readonly skills: Readonly<Record<string, number>>;
  readonly queues: readonly { readonly queueId: string; readonly priority: number; readonly delaySeconds: number }[];
  readonly capacity: Capacity;
  readonly ownWorkKeepsIdle: boolean;
}

/** Who is there for routing, as it is written now: what was administered a moment ago is in it. */
@Injectable()
export class AgentRoster {
  constructor(
    private readonly database: Database,
    private readonly assignments: AgentAssignments,
    private readonly profiles: RoutingProfiles,
  ) {}

  /** Everybody who is not offline. */
  async loggedIn(): Promise<RosteredAgent[]> {
    return this.#rostered(await (await this.database.reader()).find(AgentSchema, { where: { state: Not('offline') } }));
  }

  /** These, also when they are offline; who never logged in is not in it. */
  async of(agentIds: readonly string[]): Promise<RosteredAgent[]> {
    return this.#rostered(await (await this.database.reader()).findBy(AgentSchema, { id: In([...agentIds]) }));
  }

  async #rostered(rows: readonly AgentRow[]): Promise<RosteredAgent[]> {
    const assigned = await this.assignments.of(rows.map(({ id }) => id));
    const profiles = await this.profiles.all();
    return rows.map((row) => {
      const belonging = assigned.get(row.id) ?? UNASSIGNED;
      const { profileId } = belonging;
      const has = (each: { id: string; name: string }) =>
        profileId === null ? each.name === DEFAULT_PROFILE : each.id === profileId;
      return rostered(row, belonging, profiles.find(has));
    });
  }
}

type Profile = Pick<RosteredAgent, 'queues' | 'capacity' | 'ownWorkKeepsIdle'>;

function rostered(row: AgentRow, { teamId, skills }: Belonging, profile: Profile | undefined): RosteredAgent {
  const { id, version, state, hands } = row;
  return {
    ...{ id, version, state, teamId, skills },
    routable: isRoutable(row),
    idleSince: idleSince(row.readySince, row.lastHandledEnd),
    offers: hands.offers,
    engagements: hands.engagements,
    queues: profile?.queues ?? [],
    capacity: profile?.capacity ?? {},
    ownWorkKeepsIdle: profile?.ownWorkKeepsIdle ?? false,
  };
}
