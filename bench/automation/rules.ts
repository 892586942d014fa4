import type { NamedText } from '../../services/ticket-center/src/named-text/named-text.api.js';
import { looksAt, type KeptRule } from '../../services/ticket-center/src/automation/matching/compiled-rule.js';
import { RuleBody } from '../../services/ticket-center/src/automation/rule/rule.dto.js';

export const CATEGORIES = 200;

const CHANNELS = ['phone', 'chat', 'web', 'email'];
const TYPES = ['general', 'order-service', 'complaint', 'installation'];
const TEAMS = 50;

/** Rules as organisations have them: nine of ten ask what a ticket is, the tenth asks something no index knows. */
export function someRules(count: number): NamedText<KeptRule>[] {
  return Array.from({ length: count }, (_, n) => {
    const { name, position, active, ...text } = RuleBody.parse({
      name: `rule ${n}`,
      position: n,
      when: whenOf(n),
      condition: conditionOf(n),
      actions: [{ type: 'notify', people: ['lead'], template: 'escalated' }],
    });
    const id = `0199d2f0-0000-7000-8000-${String(n).padStart(12, '0')}`;
    return {
      id,
      version: 1,
      name,
      position,
      active,
      text: { ...text, looksAt: looksAt(text.condition) },
      changedBy: 'bench',
      changedAt: new Date(0),
    };
  });
}

function whenOf(n: number) {
  if (n % 10 === 9) return { type: 'change', attributes: ['urgedTimes'] };
  return n % 2 === 0 ? { type: 'change' } : { type: 'event', events: ['changed', 'opened'] };
}

function conditionOf(n: number): string {
  if (n % 10 === 9) return `urgedTimes > ${n % 7} and contains(subject, "late ${n}")`;
  const category = `category = "c${n % CATEGORIES}"`;
  switch (n % 3) {
    case 0:
      return `${category} and channel in ("${CHANNELS[n % 4]}", "${CHANNELS[(n + 1) % 4]}") and teamId = "t${n % TEAMS}"`;
    case 1:
      return `${category} and ticketType = "${TYPES[n % 4]}" and urgedTimes > 1`;
    default:
      return `${category} and teamId = "t${n % TEAMS}" and (priority = "high" or priority = "urgent")`;
  }
}
