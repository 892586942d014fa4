import { rosterPublished } from '#libs/contracts/operations-center/rostering-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Between, type EntityManager } from 'typeorm';
import { RosterNotFound, RosterOutdated, RosterRulesBroken } from '../domain/rostering.errors.js';
import { isHard } from '../domain/violation.js';
import { RosterSetup } from '../setup/roster-setup.js';
import { RosterEditionSchema, RosterShiftSchema, type Roster, type RosterEdition } from './roster.schema.js';
import { lastDay, Rosters } from './rosters.js';
import { ScheduleChanges } from './schedule-changes.js';
import { ScheduleCheck } from './schedule-check.js';

/** People told by one event. */
const TOLD_AT_ONCE = 500;

/** Makes a draft what holds, in place of what did for its days. */
@Injectable()
export class Publishing {
  constructor(
    private readonly database: Database,
    private readonly rosters: Rosters,
    private readonly setup: RosterSetup,
    private readonly check: ScheduleCheck,
    private readonly changes: ScheduleChanges,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @throws RosterNotFound, RosterPublishedAlready, RosterBeingMade, RosterOutdated, RosterRulesBroken, StaleVersion */
  publish(id: string, by: string): Promise<Roster> {
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const roster = await this.rosters.draft(tx, id);
      const { planningGroupId, startsOn } = roster;
      if ((await this.changes.count(tx, planningGroupId)) !== roster.basedOn)
        throw new RosterOutdated('What is published was changed since the draft was begun.', { id });
      const drafted = await tx.findBy(RosterShiftSchema, { rosterId: id });
      await this.#refuseHard(roster, [...new Set(drafted.flatMap(({ agentId }) => agentId ?? []))]);
      const date = Between(startsOn, lastDay(roster));
      const replaced = await tx.findBy(RosterShiftSchema, { isPublished: true, planningGroupId, date });
      await tx.delete(RosterShiftSchema, { isPublished: true, planningGroupId, date });
      await tx.update(RosterShiftSchema, { rosterId: id }, { isPublished: true });
      const edition = roster.edition + 1;
      const publishedAt = this.clock.now();
      const shifts = drafted.map((shift) => ({ ...shift, isPublished: true }));
      await tx.insert(RosterEditionSchema, { rosterId: id, edition, shifts, publishedAt, publishedBy: by });
      await this.changes.counted(tx, planningGroupId);
      const published = await this.rosters.saved(tx, roster, { status: 'published', edition });
      const agentIds = new Set([...drafted, ...replaced].flatMap(({ agentId }) => agentId ?? []));
      await this.#tell(tx, published, [...agentIds].sort(), publishedAt);
      return published;
    });
  }

  /** Newest first. @throws RosterNotFound */
  async editions(rosterId: string): Promise<RosterEdition[]> {
    await this.rosters.get(rosterId);
    return (await this.database.reader()).find(RosterEditionSchema, {
      where: { rosterId },
      order: { edition: 'DESC' },
    });
  }

  /** @throws RosterNotFound */
  async edition(rosterId: string, edition: number): Promise<RosterEdition> {
    const found = await (await this.database.reader()).findOneBy(RosterEditionSchema, { rosterId, edition });
    if (!found) throw new RosterNotFound('There is no such edition.', { rosterId, edition });
    return found;
  }

  async #refuseHard(roster: Roster, agentIds: readonly string[]): Promise<void> {
    const scope = { agentIds, from: roster.startsOn, to: lastDay(roster), roster };
    const hard = (await this.check.violations(scope)).filter(isHard);
    if (hard.length === 0) return;
    throw new RosterRulesBroken('The draft breaks rules.', {
      offending: hard
        .slice(0, 50)
        .map(({ code, agentId, date }) => ({ field: code, message: `${agentId} on ${date}` })),
    });
  }

  async #tell(tx: EntityManager, roster: Roster, agentIds: readonly string[], at: Date): Promise<void> {
    const { id: rosterId, edition, planningGroupId, startsOn: from } = roster;
    const about = { rosterId, edition, planningGroupId, from, to: lastDay(roster), publishedAt: at.toISOString() };
    const events = [];
    for (let first = 0; first < Math.max(1, agentIds.length); first += TOLD_AT_ONCE)
      events.push(outgoing(rosterPublished, { ...about, agentIds: agentIds.slice(first, first + TOLD_AT_ONCE) }));
    await this.outbox.append(tx, rosterId, at, events);
  }
}
