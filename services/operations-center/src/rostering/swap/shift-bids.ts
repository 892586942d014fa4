import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Between, type EntityManager } from 'typeorm';
import { inOrderOfRight, skillsMissing } from '../domain/bidding.js';
import { addDays } from '../domain/dates.js';
import { RosterRulesBroken, ShiftNeedsSkills, ShiftNotOpen } from '../domain/rostering.errors.js';
import { regularMinutes } from '../domain/work-shift.js';
import { RosterShiftSchema, type RosterShift } from '../roster/roster.schema.js';
import { ScheduleChanges } from '../roster/schedule-changes.js';
import { ScheduleCheck } from '../roster/schedule-check.js';
import { RosterSetup } from '../setup/roster-setup.js';
import { forbids, PublishedShifts } from './published-shifts.js';
import { ShiftBidSchema } from './swap.schema.js';

const DAYS_OF_FAIRNESS = 28;

/** Open shifts go to those who want them: at once to the first, or by right when somebody awards them. */
@Injectable()
export class ShiftBids {
  constructor(
    private readonly database: Database,
    private readonly setup: RosterSetup,
    private readonly shifts: PublishedShifts,
    private readonly check: ScheduleCheck,
    private readonly changes: ScheduleChanges,
    private readonly clock: Clock,
  ) {}

  /** @returns who has the shift now @throws RosterShiftNotFound, ShiftNotOpen, ShiftNeedsSkills, RosterRulesBroken */
  bid(shiftId: string, agentId: string): Promise<string | null> {
    return this.database.transaction(async (tx) => {
      const { bids } = await this.setup.lockSchedules(tx);
      const shift = await this.shifts.of(tx, shiftId, null);
      const { planningGroupId, skills } = await this.setup.get('agent', agentId);
      if (planningGroupId !== shift.planningGroupId) throw new ShiftNotOpen('It is for others.', { shiftId });
      const missing = skillsMissing(shift.skills, skills);
      if (missing.length > 0) throw new ShiftNeedsSkills('It asks for more skills.', { shiftId, skills: missing });
      await this.#give(tx, shift, agentId);
      if (bids === 'first') return this.#given(tx, shift, agentId);
      // It was only tried.
      await this.shifts.give(tx, shift, null);
      if (!(await tx.existsBy(ShiftBidSchema, { shiftId, agentId })))
        await tx.insert(ShiftBidSchema, { shiftId, agentId, at: this.clock.now() });
      return null;
    });
  }

  async withdraw(shiftId: string, agentId: string): Promise<void> {
    await this.database.transaction((tx) => tx.delete(ShiftBidSchema, { shiftId, agentId }));
  }

  /** To the first by right who has its skills and keeps the rules. @returns nobody: null @throws RosterShiftNotFound, ShiftNotOpen */
  award(shiftId: string): Promise<string | null> {
    return this.database.transaction(async (tx) => {
      const { bids: order } = await this.setup.lockSchedules(tx);
      const shift = await this.shifts.of(tx, shiftId, null);
      const agents = await this.setup.all('agent', shift.planningGroupId);
      const rows = await tx.findBy(ShiftBidSchema, { shiftId });
      const mayTake = ({ agentId }: { readonly agentId: string }) =>
        agents.has(agentId) && skillsMissing(shift.skills, agents.get(agentId)!.skills).length === 0;
      const bids = [];
      for (const { agentId, at } of rows.filter(mayTake))
        bids.push({ agentId, at, since: agents.get(agentId)!.since, minutes: await this.#minutes(tx, shift, agentId) });
      for (const { agentId } of inOrderOfRight(bids, order))
        try {
          await this.#give(tx, shift, agentId);
          return await this.#given(tx, shift, agentId);
        } catch (error) {
          if (!(error instanceof RosterRulesBroken)) throw error;
          await this.shifts.give(tx, shift, null);
        }
      return null;
    });
  }

  async #give(tx: EntityManager, shift: RosterShift, agentId: string): Promise<void> {
    const scope = { agentIds: [agentId], from: shift.date, to: shift.date };
    await this.check.guarded(tx, scope, () => this.shifts.give(tx, shift, agentId), forbids);
  }

  async #given(tx: EntityManager, { id, planningGroupId, date }: RosterShift, agentId: string): Promise<string> {
    await tx.delete(ShiftBidSchema, { shiftId: id });
    await this.changes.happened(tx, { planningGroupId, agentIds: [agentId], dates: [date], cause: 'bid' });
    return agentId;
  }

  async #minutes(tx: EntityManager, { date }: RosterShift, agentId: string): Promise<number> {
    const between = Between(addDays(date, -DAYS_OF_FAIRNESS), date);
    const worked = await tx.findBy(RosterShiftSchema, { isPublished: true, agentId, date: between });
    return worked.reduce((sum, each) => sum + regularMinutes(each), 0);
  }
}
