import { describe, expect, it } from '@jest/globals';
import { act, call, decide, end, sopOf, way } from '../../../test/sop/sops-in-a-spec.js';
import { callCycle, structureProblems } from './sop-checks.js';
import type { SopStep } from './sop-content.js';

const problems = (...steps: SopStep[]) => structureProblems(sopOf(...steps));

describe('the steps of a SOP', () => {
  it('may branch, loop by way of a person, and meet again', () => {
    expect(
      problems(
        act('ask', [way('end', 'known'), way('check')], ['known']),
        decide('check', way('ask', 'again'), way('end')),
        end(),
      ),
    ).toEqual([]);
  });

  it('are all reached', () => {
    expect(problems(act('ask', [way('end')]), act('lost', [way('end')]), end())).toEqual([
      { pointer: '/steps/1', message: 'no way leads to lost' },
    ]);
  });

  it('all lead to an end', () => {
    const messages = problems(act('a', [way('b', 'x'), way('end')]), act('b', [way('b')]), end());
    expect(messages).toEqual([{ pointer: '/steps/1', message: 'no way leads from b to an end' }]);
  });

  it('have a way on whatever holds, and no way that is never taken', () => {
    expect(problems(act('a', [way('end', 'x')]), end())).toMatchObject([{ pointer: '/steps/0/ways' }]);
    expect(problems(act('a', [way('end'), way('a', 'x')]), end())).toMatchObject([{ pointer: '/steps/0/ways/1' }]);
    expect(problems(act('a', [way('end'), way('a', 'x')], [], true), end())).toEqual([]);
  });

  it('lead to steps that are there, of which there is one of each name', () => {
    expect(problems(act('a', [way('b')]), end())).toMatchObject([{ pointer: '/steps/0/ways/0/to' }]);
    expect(problems(act('a', [way('end')]), act('a', [way('end')]), end())).toMatchObject([{ pointer: '/steps/1/id' }]);
    expect(structureProblems({ ...sopOf(end()), start: 'nowhere' })).toMatchObject([{ pointer: '/start' }]);
  });

  it('never go round without somebody who is waited for', () => {
    const turning = problems(
      act('ask', [way('a')]),
      decide('a', way('b', 'x'), way('end')),
      call('b', 'other', way('a', 'y'), way('ask')),
      end(),
    );
    expect(turning.map(({ pointer }) => pointer)).toEqual(['/steps/1', '/steps/2']);
  });

  it('collect nothing under a name that has a meaning', () => {
    expect(problems(act('a', [way('end')], ['customer']), end())).toMatchObject([
      { pointer: '/steps/0/collects/0/name' },
    ]);
  });
});

describe('SOPs that call each other', () => {
  const calls = new Map([
    ['refund', ['identify']],
    ['identify', ['find-user']],
    ['find-user', []],
  ]);

  it('do not lead back to the first', () => {
    expect(callCycle('return', ['refund', 'find-user'], calls)).toBeNull();
    expect(callCycle('find-user', ['refund'], calls)).toEqual(['find-user', 'refund', 'identify', 'find-user']);
    expect(callCycle('alone', ['alone'], calls)).toEqual(['alone', 'alone']);
  });
});
