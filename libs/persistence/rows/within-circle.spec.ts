import { describe, expect, it } from '@jest/globals';
import { In } from 'typeorm';
import { foundWithin, isWithin, named, withinCircle } from './within-circle.js';

const OWNERS = { people: ['t.assigneeId', 't.supervisorId'], teams: ['t.teamId'] };

describe('a data scope as a condition', () => {
  it('leaves the whole tenant as it is', () =>
    expect(withinCircle(null, OWNERS)).toEqual({ sql: '1 = 1', values: [] }));

  it('is whatever belongs to the people or the teams', () => {
    expect(withinCircle({ people: ['mia', 'li'], teams: ['north'] }, OWNERS)).toEqual({
      sql: '(t.assigneeId IN (?, ?) OR t.supervisorId IN (?, ?) OR t.teamId IN (?))',
      values: ['mia', 'li', 'mia', 'li', 'north'],
    });
  });

  it('of nobody is nothing, never everything', () => {
    expect(withinCircle({ people: [], teams: [] }, OWNERS).sql).toBe('1 = 0');
    expect(withinCircle({ people: [], teams: ['north'] }, { people: ['t.assigneeId'] }).sql).toBe('1 = 0');
  });

  it('has names where a query builder wants them', () => {
    const part = withinCircle({ people: ['mia'], teams: ['north'] }, { people: ['assigneeId'], teams: ['teamId'] });
    expect(named(part, 'seen')).toEqual([
      '(assigneeId IN (:seen0) OR teamId IN (:seen1))',
      { seen0: 'mia', seen1: 'north' },
    ]);
  });

  it('narrows a find, and never widens what was asked for', () => {
    const circle = { people: ['mia', 'li'], teams: [] };
    expect(foundWithin(null, 'agentId')).toEqual({});
    expect(foundWithin(null, 'agentId', 'tom')).toEqual({ agentId: 'tom' });
    expect(foundWithin(circle, 'agentId')).toEqual({ agentId: In(['mia', 'li']) });
    expect(foundWithin(circle, 'agentId', 'li')).toEqual({ agentId: 'li' });
    expect(foundWithin(circle, 'agentId', 'tom')).toEqual({ agentId: In([]) });
  });

  it('holds for what is at hand, where what is nobody’s is not theirs', () => {
    const circle = { people: ['mia'], teams: [] };
    expect([isWithin(null, null), isWithin(circle, 'mia'), isWithin(circle, 'tom'), isWithin(circle, null)]).toEqual([
      ...[true, true, false, false],
    ]);
  });
});
