import { withShrinkage } from '#libs/workforce/staffing/required-agents';
import type { StaffRequirement } from '../planning.api.js';
import type { StaffedDay, SkillPool } from './skill-mix.schema.js';
import type { WholeMix } from './skill-mixes.js';

/** How many of a pool have to be scheduled, on the days that are staffed. */
export function poolRequirement(
  { pool, mix }: { readonly pool: SkillPool; readonly mix: WholeMix },
  days: readonly StaffedDay[],
): StaffRequirement {
  const { timeZone: timezone, intervalMinutes } = mix;
  const scheduled = (agents: number) => withShrinkage(agents, pool.shrinkagePercent / 100);
  return {
    ...{ planningGroupId: pool.id, timezone, intervalMinutes },
    days: days.map(({ date, agents }) => ({ date, agents: (agents[pool.id] ?? []).map(scheduled) })),
  };
}
