import { Injectable } from '@nestjs/common';
import { coverageOf } from '../roster/coverage.js';
import { Rosters } from '../roster/rosters.js';
import { RosterSetup } from '../setup/roster-setup.js';
import { skillCoverage } from './skill-coverage.js';

/** How far a roster covers what it needs: all together, and each skill. */
@Injectable()
export class RosterCoverage {
  constructor(
    private readonly rosters: Rosters,
    private readonly setup: RosterSetup,
  ) {}

  /** @throws RosterNotFound */
  async of(id: string) {
    const roster = await this.rosters.get(id);
    const shifts = await this.rosters.shifts(id);
    const agents = await this.setup.all('agent', roster.planningGroupId);
    const skillsBy = new Map([...agents].map(([agentId, { skills }]) => [agentId, skills]));
    const bySkill = skillCoverage(roster, shifts, skillsBy);
    const { intervalMinutes, days } = coverageOf(roster, shifts);
    return { intervalMinutes, days: days.map((day, at) => ({ ...day, skills: bySkill[at]! })) };
  }
}
