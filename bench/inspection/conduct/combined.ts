import type { InspectionRule } from '#libs/quality-rules/inspection/rule';
import { said, turnsOf, type Conduct, type Scene } from './scene.js';

const SECRET = '4111 1111 1111 1111';
const NO_SECRET = '4111 1111 1111 1112';

const secrets: InspectionRule = { id: 'card', severity: 'major', kind: 'secrets', secrets: ['card'] };

/** Conditions over what else was found, how much was talked and what is known besides. */
export function combined(): Conduct[] {
  return [
    {
      ...condition('combined', 'count(findings[severity = "major"]) > 1'),
      breaks: [tells(SECRET, 2), tells(SECRET, 3)],
      keeps: [tells(SECRET, 1), tells(NO_SECRET, 3), tells(SECRET, 0)],
    },
    {
      ...condition('combined-live', 'count(findings[rule = "card" and turn > 3]) > 0', true),
      breaks: [late(SECRET)],
      keeps: [late(NO_SECRET), early(SECRET)],
    },
    {
      ...condition('combined-facts', 'talkRatio > 0.8 and facts.firstReplyMs > 30000 and turns > 3'),
      facts: { firstReplyMs: 40_000 },
      breaks: [talks(9)],
      keeps: [talks(3), talks(1)],
    },
  ];
}

function condition(id: string, when: string, live?: true): Pick<Conduct, 'id' | 'rules'> {
  return { id, rules: [secrets, { id, severity: 'major', kind: 'combined', when, ...(live && { live }) }] };
}

function tells(text: string, times: number): Scene {
  return (turns, dice) => {
    const agents = turnsOf(turns, 'agent');
    const first = dice.below(agents.length - times + 1);
    return agents.slice(first, first + times).reduce((all, at) => said(all, at, text), [...turns]);
  };
}

function late(text: string): Scene {
  return (turns) => said(turns, turnsOf(turns, 'agent').at(-1)!, text);
}

function early(text: string): Scene {
  return (turns) => said(turns, turnsOf(turns, 'agent')[0]!, text);
}

/** The agent speaks so many times as long as the customer does. */
function talks(times: number): Scene {
  return (turns) => {
    const [agents, customers] = [turnsOf(turns, 'agent').length, turnsOf(turns, 'customer').length];
    const agentMs = Math.ceil((1_000 * times * customers) / agents);
    let at = 0;
    return turns.map((turn) => {
      const from = at;
      at += turn.speaker === 'agent' ? agentMs : 1_000;
      return { ...turn, from, to: at };
    });
  };
}
