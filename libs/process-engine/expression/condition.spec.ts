import { describe, expect, it } from '@jest/globals';
import { compileExpression } from './compile.js';
import { judge } from './condition.js';

const moment = { now: new Date('2026-11-23T10:00:00Z'), timeZone: 'UTC' };
const judged = (text: string, variables = {}) => judge(compileExpression(text), variables, moment);

describe('a condition', () => {
  it('holds or fails', () => {
    expect(judged('amount > 50', { amount: 60 })).toEqual({ outcome: 'holds' });
    expect(judged('amount > 50', { amount: 40 })).toEqual({ outcome: 'fails' });
  });

  it('does not fail because nothing is known', () => {
    expect(judged('amount > 50')).toEqual({ outcome: 'null', message: "Variable 'amount' not found" });
    expect(judged('null')).toEqual({ outcome: 'null', message: 'The condition says null.' });
  });

  it('is neither when it gives something else', () => {
    expect(judged('amount', { amount: 60 })).toEqual({
      outcome: 'not-boolean',
      message: 'The condition gives 60, not true or false.',
    });
    expect(judged('"true"')).toMatchObject({ outcome: 'not-boolean' });
  });

  it('is neither when it cannot be evaluated', () => {
    expect(judged('[1..3]')).toMatchObject({ outcome: 'error' });
    expect(judge({ text: 'a >', names: ['a'] }, { a: 1 }, moment)).toMatchObject({ outcome: 'error' });
  });
});
