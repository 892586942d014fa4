import { overtimeOffered } from '#libs/contracts/operations-center/rostering-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Between, MoreThan, type EntityManager } from 'typeorm';
import { addDays } from '../domain/dates.js';
import { OvertimeOfferNotFound, OvertimeOfferTaken, ShiftNotOpen } from '../domain/rostering.errors.js';
import { RosterShiftSchema, type RosterShift } from '../roster/roster.schema.js';
import { ScheduleChanges } from '../roster/schedule-changes.js';
import { ScheduleCheck } from '../roster/schedule-check.js';
import { RosterSetup } from '../setup/roster-setup.js';
import { forbids } from './published-shifts.js';
import type { OvertimeBody } from './swap.dto.js';
import { OvertimeOfferSchema, type OvertimeOffer } from './swap.schema.js';

const DAY_MINUTES = 1_440;

/** Hours before or after a shift that people may take, the first ones to say so, within what the law allows. */
@Injectable()
export class OvertimeOffers {
  constructor(
    private readonly database: Database,
    private readonly setup: RosterSetup,
    private readonly check: ScheduleCheck,
    private readonly changes: ScheduleChanges,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Those that are not over. */
  async open(planningGroupId: string): Promise<OvertimeOffer[]> {
    const where = { planningGroupId, to: MoreThan(this.clock.now()) };
    return (await this.database.reader()).find(OvertimeOfferSchema, { where, order: { from: 'ASC', id: 'ASC' } });
  }

  /** Tells those whose shift it would lengthen. */
  offer({ planningGroupId, places, ...body }: OvertimeBody): Promise<OvertimeOffer> {
    return this.database.transaction(async (tx) => {
      const at = this.clock.now();
      const [from, to] = [new Date(body.from), new Date(body.to)];
      const id = newId(at);
      const offer = { id, version: 1, planningGroupId, from, to, places, takenBy: [], offeredAt: at };
      await tx.insert(OvertimeOfferSchema, offer);
      const agentIds = (await beside(tx, offer)).map(({ agentId }) => agentId!);
      const told = { offerId: id, agentIds, from: from.toISOString(), to: to.toISOString(), at: at.toISOString() };
      await this.outbox.append(tx, id, at, [outgoing(overtimeOffered, told)]);
      return offer;
    });
  }

  /** @throws OvertimeOfferNotFound, OvertimeOfferTaken, ShiftNotOpen, RosterRulesBroken */
  take(id: string, agentId: string): Promise<OvertimeOffer> {
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const offer = await tx.findOneBy(OvertimeOfferSchema, { id });
      if (!offer) throw new OvertimeOfferNotFound('There is no such offer.', { id });
      const { takenBy, places, planningGroupId, from } = offer;
      if (takenBy.includes(agentId)) return offer;
      if (takenBy.length >= places || from <= this.clock.now())
        throw new OvertimeOfferTaken('There is no place left.', { id });
      const shift = (await beside(tx, offer)).find((each) => each.agentId === agentId);
      if (!shift) throw new ShiftNotOpen('They have no shift that it would lengthen.', { id });
      const next = lengthened(shift, offer);
      const dates = [...new Set([next.date, shift.date])];
      const longer = () => tx.update(RosterShiftSchema, { id: shift.id }, next);
      await this.check.guarded(tx, { agentIds: [agentId], from: next.date, to: shift.date }, longer, forbids);
      const taken = { ...offer, takenBy: [...takenBy, agentId], version: offer.version + 1 };
      await tx.update(OvertimeOfferSchema, { id }, taken);
      await this.changes.happened(tx, { planningGroupId, agentIds: [agentId], dates, cause: 'overtime' });
      return taken;
    });
  }
}

/** Shifts of the group that end when it begins, or begin when it ends. */
async function beside(tx: EntityManager, { planningGroupId, from, to }: OvertimeOffer): Promise<RosterShift[]> {
  const day = from.toISOString().slice(0, 10);
  const where = { isPublished: true, planningGroupId, date: Between(addDays(day, -2), addDays(day, 2)) };
  const near = await tx.findBy(RosterShiftSchema, where);
  return near.filter(
    ({ agentId, startsAt, endsAt }) =>
      agentId !== null && (endsAt.getTime() === from.getTime() || startsAt.getTime() === to.getTime()),
  );
}

/** A shift is of the day it begins on, so hours before it may make it one of the day before. */
export function lengthened(shift: RosterShift, { from, to }: Pick<OvertimeOffer, 'from' | 'to'>): RosterShift {
  const isBefore = shift.startsAt.getTime() === to.getTime();
  const overtime = { kind: 'overtime' as const, from: from.toISOString(), to: to.toISOString(), isPaid: true };
  const minutes = (to.getTime() - from.getTime()) / 60_000;
  const begins = shift.startMinute - minutes;
  const earlier =
    begins < 0
      ? { startsAt: from, startMinute: begins + DAY_MINUTES, date: addDays(shift.date, -1) }
      : { startsAt: from, startMinute: begins };
  return {
    ...shift,
    activities: [...shift.activities, overtime].sort((a, b) => (a.from < b.from ? -1 : 1)),
    version: shift.version + 1,
    ...(isBefore ? earlier : { endsAt: to }),
  };
}
