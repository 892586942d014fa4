import { describe, expect, it } from '@jest/globals';
import { judgedBy } from '../scorecard/judging.js';
import type { Commission } from './commission.js';
import { Evaluation } from './evaluation.aggregate.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const hoursLater = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const [SOON, LATE] = [hoursLater(24), hoursLater(96)];
const option = (value: string, points: number) => ({ value, label: value, points });
const always = { naAllowed: false, when: null };
const asked = { ...always, kind: 'choice', fatal: null, critical: false, comment: 'optional' } as const;
const item = (key: string) => ({ ...asked, key, text: key, options: [option('yes', 1), option('no', 0)] });
const items = [item('greeting'), item('listening')];
const groups = [{ ...always, key: 'all', name: 'All', weight: 100, items }];
const form = { mode: 'points', passMark: 60, groups } as const;
const verdict = (greeting: 'yes' | 'no', listening: 'yes' | 'no') => {
  const answers = { greeting, listening };
  return { answers, judged: judgedBy(form, answers) };
};
const commission: Commission = {
  ...{ subject: { kind: 'call', id: 'a call' }, agentId: 'mia', teamId: null, channel: 'voice', finishedAt: NOW },
  ...{ scorecardId: 'a scorecard', scorecardVersion: 1, origin: 'manual', drawId: null, twinId: null, dueAt: SOON },
};

function released(): Evaluation {
  const evaluation = Evaluation.assign('an evaluation', commission, 'ann', NOW);
  evaluation.submit(verdict('yes', 'no'), 'ann', NOW);
  evaluation.release(SOON, NOW);
  return evaluation;
}

describe('an evaluation that is scored again', () => {
  it.each(['acknowledged', 'closed'] as const)('lower after it was %s can be appealed against anew', (state) => {
    const evaluation = released();
    if (state === 'acknowledged') evaluation.acknowledge('mia', hoursLater(1));
    else evaluation.close(SOON);
    expect(evaluation.state).toBe(state);
    evaluation.takeEvents();
    evaluation.rescore('sam', 'Heard it', verdict('no', 'no'), LATE, hoursLater(48));
    expect(evaluation).toMatchObject({ state: 'released', dueAt: LATE, releasedAt: hoursLater(48) });
    expect(evaluation.takeEvents().map(({ type }) => type)).toEqual(['evaluation-rescored', 'evaluation-released']);
    evaluation.appeal('mia', 'I greeted', ['greeting'], LATE, hoursLater(72));
    expect(evaluation.state).toBe('appealed');
  });

  it('not lower stays as it was', () => {
    const evaluation = released();
    evaluation.acknowledge('mia', hoursLater(1));
    evaluation.rescore('sam', 'The other one', verdict('no', 'yes'), LATE, hoursLater(2));
    evaluation.rescore('sam', 'Both', verdict('yes', 'yes'), LATE, hoursLater(3));
    expect(evaluation).toMatchObject({ state: 'acknowledged', dueAt: null, score: 10_000 });
  });

  it('lower has both instances again, and no more', () => {
    const evaluation = released();
    const appealed = (at: number, reviewer: string) => {
      evaluation.appeal('mia', 'No', [], LATE, hoursLater(at));
      evaluation.assignReview(reviewer, [], 'sam', hoursLater(at));
      evaluation.decide(reviewer, 'It stays', null, LATE, hoursLater(at));
    };
    appealed(1, 'bob');
    appealed(2, 'cleo');
    expect(evaluation.state).toBe('closed');
    evaluation.rescore('sam', 'Worse', verdict('no', 'no'), LATE, hoursLater(48));
    appealed(49, 'dora');
    expect(evaluation.state).toBe('released');
    appealed(50, 'eve');
    expect(evaluation).toMatchObject({ state: 'closed', appeals: [{}, {}, { instance: 1 }, { instance: 2 }] });
    evaluation.rescore('sam', 'Better', verdict('yes', 'yes'), LATE, hoursLater(51));
    expect(evaluation.state).toBe('closed');
  });
});
