import { describe, expect, it } from '@jest/globals';
import type { FormItem, ScorecardForm } from '#libs/quality-rules/scorecard/form';
import { judgedBy } from '../scorecard/judging.js';
import { machineAnswers, reachOf, type ItemSaid } from './machine-answers.js';

const some = { fatal: null, critical: false, naAllowed: false, when: null, comment: 'optional' } as const;
const choice = (key: string, options: Record<string, number>, more: object = {}): FormItem => ({
  ...{ key, text: key, kind: 'choice', ...some, ...more },
  options: Object.entries(options).map(([value, points]) => ({ value, label: value, points })),
});
const said = (itemKey: string, answer: ItemSaid['answer']): ItemSaid => ({ itemKey, answer, findings: [] });
const form: ScorecardForm = {
  ...{ mode: 'points', passMark: 60 },
  groups: [
    {
      ...{ key: 'manners', name: 'Manners', weight: 1, naAllowed: false, when: null },
      items: [
        choice('polite', { yes: 3, no: 0 }),
        choice('rude', { yes: 0, no: 2 }),
        choice('secret', { kept: 5, told: 0 }, { fatal: 'form' }),
        choice('listening', { well: 2, some: 1, no: 0 }),
        choice('consent', { yes: 1, no: 0 }, { when: 'polite = "no"' }),
        { key: 'reply', text: 'x', kind: 'measured', ...some, measure: 'reply-timeliness', target: 'PT1H', points: 1 },
      ],
    },
  ],
};
const scored = (...all: ItemSaid[]) => {
  const judged = judgedBy(form, machineAnswers(form, all));
  return { total: judged.total, fatalMissed: judged.fatalMissed, ...reachOf(judged) };
};

describe('what machines say', () => {
  it('is the option of the most points, or of the least where something speaks against it, whatever they are called', () => {
    expect(machineAnswers(form, [said('polite', 'yes'), said('rude', 'yes'), said('secret', 'no')])).toEqual({
      ...{ polite: 'yes', rude: 'no', secret: 'told' },
    });
  });

  it('scores what it answers alone, and says how much that is of what is asked', () => {
    expect(scored(said('polite', 'yes'), said('rude', 'no'))).toEqual({
      ...{ total: 60, fatalMissed: false, answered: 2, asked: 5 },
    });
    expect(scored()).toMatchObject({ total: null, answered: 0 });
  });

  it('makes all of it 0 by a fatal item', () => {
    expect(scored(said('polite', 'yes'), said('secret', 'no'))).toMatchObject({ total: 0, fatalMissed: true });
  });

  it('is against an item when one of several rule sets is, and nothing where it does not apply', () => {
    expect(machineAnswers(form, [said('polite', 'yes'), said('polite', 'no'), said('listening', 'n/a')])).toEqual({
      polite: 'no',
    });
  });

  it('answers nothing that is measured or unknown', () => {
    expect(machineAnswers(form, [said('reply', 'no'), said('other', 'no')])).toEqual({});
  });
});
