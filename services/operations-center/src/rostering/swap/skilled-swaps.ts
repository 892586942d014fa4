import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { skillsMissing } from '../domain/bidding.js';
import { ShiftNeedsSkills } from '../domain/rostering.errors.js';
import { RosterSchema, RosterShiftSchema, type RosterShift } from '../roster/roster.schema.js';
import { RosterSetup } from '../setup/roster-setup.js';
import { coversAsMuch } from '../skills/exchanged-cover.js';
import { skillsOf } from '../skills/kinds.js';

/** Shifts that were made for skills. */
@Injectable()
export class SkilledSwaps {
  constructor(private readonly setup: RosterSetup) {}

  /**
   * Whoever takes a shift can do what it was made for, or no skill is covered less for it.
   * @param takers by shift
   * @throws ShiftNeedsSkills
   */
  async check(tx: EntityManager, shifts: readonly RosterShift[], takers: ReadonlyMap<string, string>): Promise<void> {
    const agents = await this.setup.all('agent', shifts[0]!.planningGroupId);
    const skillsBy = new Map([...agents].map(([agentId, { skills }]) => [agentId, skills]));
    for (const { id: shiftId, rosterId, skills: asked } of shifts) {
      const missing = skillsMissing(asked, skillsBy.get(takers.get(shiftId)!) ?? []);
      if (missing.length === 0) continue;
      const roster = await tx.findOneByOrFail(RosterSchema, { id: rosterId });
      const isCounted = missing.every((skill) => skillsOf(roster.demand).includes(skill));
      const all = await tx.findBy(RosterShiftSchema, { rosterId, isPublished: true });
      if (!isCounted || !coversAsMuch(roster, all, takers, skillsBy))
        throw new ShiftNeedsSkills('It asks for more skills.', { shiftId, skills: missing });
    }
  }
}
