import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { Between, In, LessThan, type EntityManager } from 'typeorm';
import { addDays, weekdayOf } from '../domain/dates.js';
import {
  RosterBeingMade,
  RosterDemandInvalid,
  RosterDemandMissing,
  RosterNotFound,
  RosterPeriodInvalid,
  RosterPublishedAlready,
} from '../domain/rostering.errors.js';
import { OPEN_JOB, RosterJobSchema } from '../generation/roster-job.schema.js';
import { demandFor, type GivenDemand } from './demand-file.js';
import { RosterDemand } from './roster-demand.js';
import type { RosterBody, RosterQuery } from './roster.dto.js';
import { RosterSchema, RosterShiftSchema, type Roster, type RosterShift } from './roster.schema.js';
import { ScheduleChanges } from './schedule-changes.js';
import { RosterSetup } from '../setup/roster-setup.js';

/** Drafts and published rosters. */
@Injectable()
export class Rosters {
  constructor(
    private readonly database: Database,
    private readonly demand: RosterDemand,
    private readonly setup: RosterSetup,
    private readonly changes: ScheduleChanges,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list({ limit, cursor, planningGroupId }: RosterQuery): Promise<Page<Roster>> {
    const rows = await (
      await this.database.reader()
    ).find(RosterSchema, {
      where: {
        ...(planningGroupId === undefined ? {} : { planningGroupId }),
        ...(cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
      },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws RosterNotFound */
  async get(id: string): Promise<Roster> {
    return found(await (await this.database.reader()).findOneBy(RosterSchema, { id }), id);
  }

  /** Begins with what is published for its days. @throws RosterPeriodInvalid, RosterDemandMissing, RosterDemandInvalid */
  async begin({ demand: given, ...body }: RosterBody): Promise<Roster> {
    const { planningGroupId, startsOn } = body;
    if (weekdayOf(startsOn) !== 0) throw new RosterPeriodInvalid('A roster begins on a Monday.', { startsOn });
    const until = lastDay(body);
    const isTold = given !== undefined && body.timeZone !== undefined;
    const planned = isTold ? null : await this.demand.needed(planningGroupId, startsOn, until);
    const demand = given ?? planned?.demand;
    const timeZone = body.timeZone ?? planned?.timeZone;
    if (!demand || timeZone === undefined)
      throw new RosterDemandMissing('Nobody has said how many are needed, on which clock.', { planningGroupId });
    if (!given && planned && planned.timeZone !== timeZone)
      throw new RosterDemandInvalid('It is planned on another clock.', { facts: { timeZone: planned.timeZone } });
    const needed = demandFor(body, demand);
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const basedOn = await this.changes.count(tx, planningGroupId);
      const id = newId(this.clock.now());
      const state = { version: 1, status: 'draft' as const, basedOn, edition: 0, createdAt: this.clock.now() };
      const demandBasis = given ? null : planned!.basis;
      const roster: Roster = { id, ...body, timeZone, demand: needed, demandBasis, outdatedAt: null, ...state };
      await tx.insert(RosterSchema, roster);
      const date = Between(startsOn, until);
      const published = await tx.findBy(RosterShiftSchema, { isPublished: true, planningGroupId, date });
      const copies = published.map((shift) => ({
        ...shift,
        ...{ id: newId(this.clock.now()), rosterId: id, isPublished: false, version: 1 },
      }));
      await insertRows(tx, RosterShiftSchema, copies);
      return roster;
    });
  }

  /** @throws RosterNotFound, RosterPublishedAlready, RosterBeingMade, RosterDemandInvalid */
  async replaceDemand(id: string, demand: GivenDemand): Promise<Roster> {
    return this.database.transaction(async (tx) => {
      const roster = await this.draft(tx, id);
      return this.saved(tx, roster, { demand: demandFor(roster, demand), demandBasis: null, outdatedAt: null });
    });
  }

  /** Takes what staffing says now. @throws RosterNotFound, RosterPublishedAlready, RosterBeingMade, RosterDemandMissing, StaleVersion */
  async refreshDemand(id: string): Promise<Roster> {
    const { planningGroupId, startsOn, ...about } = await this.get(id);
    const planned = await this.demand.needed(planningGroupId, startsOn, lastDay({ startsOn, ...about }));
    if (!planned?.demand || planned.timeZone !== about.timeZone)
      throw new RosterDemandMissing('Nothing is published for its weeks, on its clock.', { planningGroupId });
    const { demand, basis: demandBasis } = planned;
    return this.database.transaction(async (tx) => {
      const roster = await this.draft(tx, id);
      return this.saved(tx, roster, { demand: demandFor(roster, demand), demandBasis, outdatedAt: null });
    });
  }

  /** Of a draft or of its last edition, by day. @throws RosterNotFound */
  async shifts(id: string): Promise<RosterShift[]> {
    await this.get(id);
    return (await this.database.reader()).find(RosterShiftSchema, {
      where: { rosterId: id },
      order: { startsAt: 'ASC', id: 'ASC' },
    });
  }

  /** Locked, and nothing is being made of it. @throws RosterNotFound, RosterPublishedAlready, RosterBeingMade, StaleVersion */
  async draft(tx: EntityManager, id: string): Promise<Roster> {
    const lock = this.database.rowLock;
    const roster = found(await tx.findOne(RosterSchema, { where: { id }, ...lock }), id);
    checkPrecondition(roster);
    if (roster.status === 'published') throw new RosterPublishedAlready('It is published: begin another.', { id });
    if (await tx.existsBy(RosterJobSchema, { rosterId: id, status: In([...OPEN_JOB]) }))
      throw new RosterBeingMade('Shifts are being made for it.', { id });
    return roster;
  }

  async saved(tx: EntityManager, roster: Roster, change: Partial<Roster>): Promise<Roster> {
    const next = { ...roster, ...change, version: roster.version + 1 };
    await tx.update(RosterSchema, { id: roster.id }, next);
    return next;
  }
}

export function lastDay({ startsOn, weeks }: Pick<Roster, 'startsOn' | 'weeks'>): string {
  return addDays(startsOn, weeks * 7 - 1);
}

function found(roster: Roster | null, id: string): Roster {
  if (!roster) throw new RosterNotFound('There is no such roster.', { id });
  return roster;
}
