import { OnDuty } from '#libs/contracts/operations-center/duty-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Clock } from '#libs/kernel/clock';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { PublishedRosters, RosterGroups } from '../../rostering/rostering.api.js';
import type { Duty, DutyDue } from '../domain/duty.js';

const TIMEOUT_MS = 2_000;

/** Who has a duty now: by the duty rosters of the ticket centre, or by who works now in what is published. */
@Injectable()
export class AlertDuties {
  constructor(
    private readonly client: ServiceClient,
    private readonly groups: RosterGroups,
    private readonly rosters: PublishedRosters,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** People of each step. Whose duty nobody can tell is nobody's: an alert waits for no other service. */
  async of(due: readonly DutyDue[]): Promise<ReadonlyMap<number, readonly string[]>> {
    const people = new Map<number, readonly string[]>();
    for (const { step, duties } of due) {
      const found = await Promise.all(duties.map((duty) => this.#peopleOn(duty)));
      people.set(step, [...new Set(found.flat())]);
    }
    return people;
  }

  async #peopleOn(duty: Duty): Promise<readonly string[]> {
    try {
      return await (duty.kind === 'roster'
        ? this.#onDuty(duty.roster, duty.layer)
        : this.#atWork(duty.planningGroupId));
    } catch (error) {
      this.logger.warn({ err: error }, 'nobody could say who has the duty');
      return [];
    }
  }

  async #onDuty(roster: string, layer: string | null): Promise<readonly string[]> {
    const path = `/internal/duty?roster=${encodeURIComponent(roster)}`;
    const asked = { method: 'GET', path, schema: OnDuty, timeoutMs: TIMEOUT_MS } as const;
    const { layers } = await this.client.request('ticket-center', asked);
    const found = layer === null ? layers[0] : layers.find((each) => each.layer === layer);
    return found ? [found.personId] : [];
  }

  async #atWork(planningGroupId: string): Promise<readonly string[]> {
    const now = this.clock.now();
    const members = await this.groups.members(planningGroupId);
    const activities = await this.rosters.activities(members, now, new Date(now.getTime() + 1));
    return activities.filter(({ activity }) => activity === 'work').map(({ agentId }) => agentId);
  }
}
