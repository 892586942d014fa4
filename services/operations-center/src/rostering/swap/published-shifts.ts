import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RosterShiftNotFound, ShiftNotOpen, ShiftNotTheirs } from '../domain/rostering.errors.js';
import type { Violation } from '../domain/violation.js';
import { withoutCourses } from '../domain/work-shift.js';
import { RosterShiftSchema, type RosterShift } from '../roster/roster.schema.js';
import { RosterSetup } from '../setup/roster-setup.js';

/** Less work than agreed is no reason to refuse what somebody wants to do. */
export function forbids({ code }: Violation): boolean {
  return code !== 'plan-least-minutes';
}

/** Shifts that can still change hands. */
@Injectable()
export class PublishedShifts {
  constructor(
    private readonly setup: RosterSetup,
    private readonly clock: Clock,
  ) {}

  /** @throws RosterShiftNotFound, ShiftNotTheirs, ShiftNotOpen it has begun */
  async of(tx: EntityManager, id: string, agentId: string | null): Promise<RosterShift> {
    const shift = await tx.findOneBy(RosterShiftSchema, { id, isPublished: true });
    if (!shift) throw new RosterShiftNotFound('There is no such shift.', { id });
    if (agentId !== null && shift.agentId !== agentId)
      throw new ShiftNotTheirs('It is the shift of somebody else.', { id });
    if (agentId === null && shift.agentId !== null) throw new ShiftNotOpen('Somebody has it.', { id });
    if (shift.startsAt <= this.clock.now()) throw new ShiftNotOpen('It has begun.', { id });
    return shift;
  }

  /** Whose it is from now on; at the site of whoever has it, and without what the former one was to learn. */
  async give(tx: EntityManager, { id, siteId, activities }: RosterShift, agentId: string | null): Promise<void> {
    const own = agentId === null ? undefined : (await this.setup.all('agent')).get(agentId);
    const { version } = await tx.findOneByOrFail(RosterShiftSchema, { id });
    const theirs = { agentId, siteId: own?.siteId ?? siteId, activities: withoutCourses(activities) };
    await tx.update(RosterShiftSchema, { id }, { ...theirs, version: version + 1 });
  }
}
