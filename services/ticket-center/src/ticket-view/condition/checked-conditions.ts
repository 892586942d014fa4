import { kindOf, type AttributeKind } from './attribute.js';
import { ME, MY_TEAM, type Condition, type Conditions, type Op } from './condition.dto.js';
import { ConditionInvalid } from './condition.errors.js';
import { millisecondsOf } from './moment.js';

const OPS: Readonly<Record<AttributeKind, readonly Op[]>> = {
  key: ['is', 'is-not', 'is-set', 'is-not-set'],
  many: ['is', 'is-not'],
  flag: ['is'],
  number: ['at-least', 'at-most', 'is-set', 'is-not-set'],
  time: ['before', 'since', 'is-set', 'is-not-set'],
};
const OF_ME: readonly string[] = ['assigneeId', 'supervisorId'];

/** @throws ConditionInvalid naming the condition */
export function checkConditions({ all, any }: Conditions): void {
  for (const [at, condition] of all.entries()) check(condition, `conditions.all.${at}`);
  for (const [at, condition] of any.entries()) check(condition, `conditions.any.${at}`);
  if (any.some(isOfWhoLooks)) throw invalid('conditions.any', `${ME} and ${MY_TEAM} stand among those that all hold.`);
  for (const value of [ME, MY_TEAM])
    if (all.filter((each) => asksFor(each, value)).length > 1) throw invalid('conditions.all', `${value} stands once.`);
}

/** Whether it means another thing to everybody. */
export function isOfWhoLooks(condition: Condition): boolean {
  return asksFor(condition, ME) || asksFor(condition, MY_TEAM);
}

export function asksFor(condition: Condition, value: string): boolean {
  return (condition.op === 'is' || condition.op === 'is-not') && condition.values.includes(value);
}

function check(condition: Condition, field: string): void {
  const { attribute, op } = condition;
  const kind = kindOf(attribute);
  if (!kind) throw invalid(field, `Tickets have no ${attribute}.`);
  if (!OPS[kind].includes(op)) throw invalid(field, `${attribute} is not asked by ${op}.`);
  if ('values' in condition) checkValues(condition, kind, field);
  if ('at' in condition && typeof condition.at !== 'string') {
    const duration = 'ago' in condition.at ? condition.at.ago : condition.at.ahead;
    if (millisecondsOf(duration) === undefined) throw invalid(field, 'Say it in days, hours, minutes and seconds.');
  }
}

function checkValues({ attribute, op, values }: Condition & { values: unknown[] }, kind: AttributeKind, field: string) {
  const wanted = kind === 'flag' ? 'boolean' : 'string';
  if (values.some((value) => typeof value !== wanted && !(kind === 'key' && value === null)))
    throw invalid(field, `${attribute} is not compared with that.`);
  if (values.includes(ME) && !(OF_ME.includes(attribute) && op === 'is'))
    throw invalid(field, `${ME} is who has or supervises a ticket.`);
  if (values.includes(MY_TEAM) && !(attribute === 'teamId' && op === 'is'))
    throw invalid(field, `${MY_TEAM} is the team that has a ticket.`);
}

function invalid(field: string, message: string): ConditionInvalid {
  return new ConditionInvalid('The view asks for something that cannot be asked.', { offending: [{ field, message }] });
}
