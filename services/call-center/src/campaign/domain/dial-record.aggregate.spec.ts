import { describe, expect, it } from '@jest/globals';
import { DialRecord } from './dial-record.aggregate.js';
import { DialRecordNotWaiting, DialRecordNotYours } from './campaign.errors.js';
import type { Outcome, RetryRules } from './rules/outcome.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const [ONE, TWO] = ['+8613800000001', '+8613800000002'];

function aRecord(numbers: string[] = [ONE, TWO]): DialRecord {
  const of = { id: 'r1', campaignId: 'c1', sourceKey: 'task:t1', taskId: 't1', customerId: null };
  return DialRecord.add({ ...of, numbers, zone: null, priority: 0 }, NOW);
}

function called(
  record: DialRecord,
  outcome: Outcome,
  rules: RetryRules = {},
  callBackAt: Date | null = null,
): DialRecord {
  const attemptId = `a${record.attempts}`;
  record.dial(attemptId, null);
  record.settle({ attemptId, outcome, agentId: null, contactId: null, callBackAt }, rules, 6, NOW);
  return record;
}

const resultOf = (record: DialRecord) => record.takeEvents().map((event) => event.result);

describe('somebody to be called', () => {
  it('is called on the next number when nobody answers, after the delay of the rule', () => {
    const record = called(aRecord(), 'no-answer');
    expect(record).toMatchObject({ status: 'waiting', number: TWO, dueAt: later(4 * 3_600), attempts: 1 });
    expect(resultOf(record)).toEqual([null]);
  });

  it('is called again by the rules of the campaign, as often as they say', () => {
    const rules = { busy: { delaySeconds: 60, most: 1, otherNumber: false } };
    const record = called(aRecord(), 'busy', rules);
    expect(record).toMatchObject({ status: 'waiting', dueAt: later(60), number: ONE });
    expect(called(record, 'busy', rules)).toMatchObject({ status: 'done', endedBy: 'busy' });
    expect(resultOf(record)).toEqual([null, 'unreachable']);
  });

  it('is not called on a number that is wrong, and unreachable when none is left', () => {
    const record = called(aRecord(), 'wrong-person');
    expect(record).toMatchObject({ status: 'waiting', numbers: [TWO] });
    expect(called(record, 'invalid-number')).toMatchObject({ status: 'done' });
    expect(resultOf(record)).toEqual([null, 'unreachable']);
  });

  it('is not called more often than the record may be, whatever the outcomes', () => {
    const record = aRecord();
    for (const outcome of ['no-answer', 'busy', 'failed', 'busy', 'no-answer'] as const) called(record, outcome);
    expect(record.status).toBe('waiting');
    expect(called(record, 'busy').status).toBe('done');
  });

  it.each([
    ['answered', 'done'],
    ['interested', 'interested'],
    ['refused', 'refused'],
    ['do-not-call', 'refused'],
  ] as const)('is done when it is %s', (outcome, result) => {
    const record = called(aRecord(), outcome);
    expect(record.status).toBe('done');
    expect(resultOf(record)).toEqual([result]);
  });

  it('is called back when the callee said', () => {
    expect(called(aRecord(), 'callback-later', {}, later(7_200)).dueAt).toEqual(later(7_200));
  });

  it('has not been called when the switch never placed the call', () => {
    expect(called(aRecord(), 'unplaced')).toMatchObject({ status: 'waiting', attempts: 0, dueAt: later(60) });
  });

  it('is called once at a time, and hears only of the call that is under way', () => {
    const record = aRecord();
    record.dial('a1', null);
    expect(() => record.dial('a2', null)).toThrow(DialRecordNotWaiting);
    const end = { outcome: 'busy' as const, agentId: null, contactId: null, callBackAt: null };
    record.settle({ attemptId: 'a0', ...end }, {}, 6, NOW);
    expect(record.status).toBe('dialling');
    record.settle({ attemptId: 'a1', ...end }, {}, 6, NOW);
    record.settle({ attemptId: 'a1', ...end }, {}, 6, NOW);
    expect(record.takeEvents()).toHaveLength(1);
  });

  it('is shown to one agent, who dials or skips it', () => {
    const record = aRecord();
    record.reserve('mia', later(60));
    expect(() => record.reserve('tom', later(60))).toThrow(DialRecordNotWaiting);
    expect(() => record.skip('tom', later(300))).toThrow(DialRecordNotYours);
    expect(() => record.dial('a1', 'tom')).toThrow(DialRecordNotWaiting);
    record.skip('mia', later(300));
    expect(record).toMatchObject({ status: 'waiting', agentId: null, dueAt: later(300) });
  });

  it('waits for its numbers where a task came without, and keeps those it has', () => {
    const record = aRecord([]);
    expect(record.status).toBe('without-number');
    expect(record.giveNumbers([ONE], 'Asia/Shanghai', 5, NOW)).toBe(true);
    expect(record).toMatchObject({ status: 'waiting', number: ONE, zone: 'Asia/Shanghai' });
    expect(record.giveNumbers([TWO], null, 0, NOW)).toBe(false);
    expect(record.number).toBe(ONE);
  });

  it('is over when a rule forbids it for ever, and later when it does for now', () => {
    const record = aRecord();
    record.withhold({ rule: 'outside-callable-hours', again: later(3_600) }, NOW);
    expect(record).toMatchObject({ status: 'waiting', dueAt: later(3_600) });
    record.withhold({ rule: 'do-not-call-tenant', again: null }, NOW);
    expect(record).toMatchObject({ status: 'done', endedBy: 'do-not-call-tenant' });
    expect(record.takeEvents()).toMatchObject([
      { type: 'dial-record-closed', why: 'do-not-call-tenant', result: 'refused' },
    ]);
  });
});
