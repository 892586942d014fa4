import type { Expression, RelaxationStep } from './routing-plan.schema.js';

/** The codes of the skills that the steps name. */
export function askedSkills(steps: readonly RelaxationStep[]): string[] {
  return [...new Set(steps.flatMap(({ requires }) => (requires ? skillsOf(requires) : [])))];
}

function skillsOf(expression: Expression): string[] {
  if ('skill' in expression) return [expression.skill];
  return ('all' in expression ? expression.all : expression.any).flatMap(skillsOf);
}
