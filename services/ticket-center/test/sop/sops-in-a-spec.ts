import type { SopContent, SopStep, SopWay } from '../../src/sop/domain/sop-content.js';
import type { Facts } from '../../src/sop/domain/sop-run.aggregate.js';
import type { Guide, PinnedSop } from '../../src/sop/domain/sop-walk.js';

export const way = (to: string, when: string | null = null, label = ''): SopWay => ({ to, when, label });

export const end = (id = 'end', outcome: 'solved' | 'escalated' | 'unsolved' = 'solved'): SopStep => ({
  ...{ kind: 'end', id, title: id, outcome },
});

export const decide = (id: string, ...ways: SopWay[]): SopStep => ({ kind: 'decide', id, title: id, ways });

export const call = (id: string, sop: string, ...ways: SopWay[]): SopStep => ({
  kind: 'call',
  id,
  title: id,
  sop,
  ways,
});

/** Asks for nothing unless `asks` names fields, each of type text. */
export function act(id: string, ways: SopWay[], asks: string[] = [], personChooses = false): SopStep {
  const collects = asks.map((name) => ({ name, label: name, type: 'text' as const, choices: [], required: true }));
  return { kind: 'do', id, title: id, instruction: `Do ${id}.`, hints: [], collects, personChooses, ways };
}

export function sopOf(...steps: SopStep[]): SopContent {
  return { summary: '', keywords: [], start: steps[0]!.id, steps };
}

const unknown = { state: 'not-asked', code: null, value: null, askedAt: '2026-11-23T09:00:00.000Z' } as const;
export const NO_FACTS: Facts = { customer: unknown, order: unknown, history: unknown };

/** The first version of each; a condition is the name of a value that has to be "yes", or an outcome. */
export function guideTo(sops: Readonly<Record<string, SopContent>>): Guide {
  const calls = Object.fromEntries(Object.keys(sops).map((name) => [name, 1]));
  return {
    sop: (name): PinnedSop => ({ content: sops[name]!, calls }),
    holds: (condition, variables) => variables[condition] === 'yes' || variables.outcome === condition,
  };
}
