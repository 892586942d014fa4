import { ConditionalTexts } from '../../named-text/conditional-texts.api.js';
import type { NamedText } from '../../named-text/named-text.api.js';
import type { PoolText } from './pool.dto.js';

export type Pool = NamedText<PoolText>;

/** Who wants to grab. */
export interface PoolAgent {
  readonly teamId: string | null;
  /** Levels by code. */
  readonly skills: Readonly<Record<string, number>>;
}

/** The active pools; a ticket is in the first whose condition holds. */
export class PoolChoice extends ConditionalTexts<PoolText> {
  /** Those an agent may grab from, in their order. */
  openTo(agent: PoolAgent): Pool[] {
    return [...this.byId.values()].filter(({ text }) => mayGrab(text, agent));
  }
}

export function mayGrab({ teams, skills }: PoolText, agent: PoolAgent): boolean {
  const inTeam = teams.length === 0 || (agent.teamId !== null && teams.includes(agent.teamId));
  return inTeam && Object.entries(skills).every(([skill, level]) => (agent.skills[skill] ?? 0) >= level);
}
