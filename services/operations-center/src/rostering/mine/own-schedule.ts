import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Between, In } from 'typeorm';
import { skillsMissing } from '../domain/bidding.js';
import { LeaveDays } from '../leave/leave-days.js';
import type { LeaveRequest } from '../leave/leave.schema.js';
import { RosterShiftSchema, type RosterShift } from '../roster/roster.schema.js';
import { RosterSetup } from '../setup/roster-setup.js';

export interface Schedule {
  readonly shifts: readonly RosterShift[];
  readonly leave: readonly LeaveRequest[];
}

/** What is published, for those who work it. */
@Injectable()
export class OwnSchedule {
  constructor(
    private readonly database: Database,
    private readonly setup: RosterSetup,
    private readonly leave: LeaveDays,
  ) {}

  /** @param to the last day */
  async of(agentIds: readonly string[], from: string, to: string): Promise<Schedule> {
    const shifts = await (
      await this.database.reader()
    ).find(RosterShiftSchema, {
      where: { isPublished: true, agentId: In([...agentIds]), date: Between(from, to) },
      order: { startsAt: 'ASC', id: 'ASC' },
    });
    return { shifts, leave: await this.leave.approved(agentIds, from, to) };
  }

  /** Everybody of the agent's planning group. @throws RosterSetupNotFound */
  async ofTeam(agentId: string, from: string, to: string): Promise<Schedule> {
    const { planningGroupId } = await this.setup.get('agent', agentId);
    return this.of([...(await this.setup.all('agent', planningGroupId)).keys()], from, to);
  }

  /** Shifts nobody has yet, and that the agent has the skills for. @throws RosterSetupNotFound */
  async open(agentId: string, from: string, to: string): Promise<RosterShift[]> {
    const { planningGroupId, skills } = await this.setup.get('agent', agentId);
    const where = { isPublished: true, planningGroupId, date: Between(from, to) };
    const shifts = await (
      await this.database.reader()
    ).find(RosterShiftSchema, { where, order: { startsAt: 'ASC', id: 'ASC' } });
    return shifts.filter((shift) => shift.agentId === null && skillsMissing(shift.skills, skills).length === 0);
  }
}
