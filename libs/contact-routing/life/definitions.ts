import type { AgentDefinition } from '../model/agent.js';
import type { ContactRequest, SkillLevel } from '../model/contact.js';
import type { Expression } from '../model/expression.js';
import type { RoutingPlan } from '../model/plan.js';
import type { QueueDefinition } from '../model/queue.js';
import { DefinitionInvalid } from '../routing.errors.js';
import { needOf } from '../state/need.js';

const HIGHEST_PRIORITY = 1_000;

/** @throws DefinitionInvalid */
export function checkQueue(queue: QueueDefinition): void {
  const { priorityWorthSeconds, offerSeconds, ringsAtMost, noAnswer, rejected, breaker, wrapUp } = queue;
  check(priorityWorthSeconds === 'strict' || isCount(priorityWorthSeconds), 'priorityWorthSeconds');
  check(offerSeconds > 0, 'offerSeconds');
  check(isCount(ringsAtMost, 1), 'ringsAtMost');
  check(noAnswer.excludedSeconds >= 0, 'noAnswer.excludedSeconds');
  check(rejected.excludedSeconds >= 0, 'rejected.excludedSeconds');
  check(isCount(breaker.misses, 1) && breaker.pauseSeconds >= 0, 'breaker');
  check(!('seconds' in wrapUp) || wrapUp.seconds > 0, 'wrapUp.seconds');
  check(!queue.overLength || isCount(queue.overLength.length, 1), 'overLength.length');
  check(!queue.afterWait || queue.afterWait.seconds > 0, 'afterWait.seconds');
  check(queue.leavesAfterSeconds === undefined || queue.leavesAfterSeconds > 0, 'leavesAfterSeconds');
}

/**
 * @throws DefinitionInvalid
 * @throws ExpressionTooWide
 */
export function checkPlan({ steps }: RoutingPlan): void {
  for (const { requires, levelsLower, expiresAfterSeconds } of steps) {
    if (requires) checkExpression(requires);
    check(levelsLower === undefined || isCount(levelsLower), 'levelsLower');
    check(expiresAfterSeconds === undefined || expiresAfterSeconds > 0, 'expiresAfterSeconds');
  }
}

/** @throws DefinitionInvalid */
export function checkAgent({ skills, queues, capacity }: AgentDefinition): void {
  for (const [skill, level] of Object.entries(skills)) checkSkill(skill, level);
  check(new Set(queues.map(({ queueId }) => queueId)).size === queues.length, 'queues');
  for (const { priority, delaySeconds } of queues) {
    check(isCount(priority, 1), 'queues.priority');
    check(delaySeconds >= 0, 'queues.delaySeconds');
  }
  for (const { slots, weight } of Object.values(capacity)) {
    check(isCount(slots), 'capacity.slots');
    check(isCount(weight, 1) && weight <= 100, 'capacity.weight');
  }
}

/** @throws DefinitionInvalid */
export function checkRequest({ priority, wishes, ...skills }: ContactRequest): void {
  checkWanted(priority, skills.required, skills.preferred);
  check(
    wishes.every(({ waitSeconds }) => waitSeconds >= 0),
    'wishes.waitSeconds',
  );
}

/** @throws DefinitionInvalid */
export function checkWanted(priority: number, required: readonly SkillLevel[], preferred: readonly SkillLevel[]): void {
  check(Number.isInteger(priority) && Math.abs(priority) <= HIGHEST_PRIORITY, 'priority');
  for (const { skill, level } of [...required, ...preferred]) checkSkill(skill, level);
}

function checkExpression(expression: Expression): void {
  if ('skill' in expression) return checkSkill(expression.skill, expression.atLeast);
  if ('any' in expression) check(expression.any.length > 0, 'any of nothing');
  for (const each of 'any' in expression ? expression.any : expression.all) checkExpression(each);
  needOf([expression]);
}

/** `@` begins what stands for an agent. */
function checkSkill(skill: string, level: number): void {
  check(skill !== '' && !skill.startsWith('@'), 'skill');
  check(isCount(level, 1) && level <= 5, `level of ${skill}`);
}

function isCount(value: number, least = 0): boolean {
  return Number.isInteger(value) && value >= least;
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new DefinitionInvalid(`This cannot be: ${what}.`, { field: what });
}
