import { describe, expect, it } from '@jest/globals';
import { Attempt, type Progress } from './attempt.aggregate.js';
import { AttemptNotConnected, AttemptNotYours, AttemptOver } from './campaign.errors.js';

const START = new Date('2026-11-23T09:00:00Z');
const at = (ms: number) => new Date(START.getTime() + ms);
const says = (type: Progress['type'], ms: number, agentId: string | null = null): Progress => ({
  ...{ type, at: at(ms), agentId, contactId: null },
});

function anAttempt(): Attempt {
  const of = { id: 'a1', campaignId: 'c1', recordId: 'r1', mode: 'predictive', number: '+8613800000001' } as const;
  const terms = { callerId: '+861088880000', agentId: null, ringSeconds: 25, wrapUpSeconds: 120, consentId: null };
  return Attempt.begin({ ...of, ...terms, decision: { rule: null, again: null } }, START);
}

function after(...progress: Progress[]): Attempt {
  const attempt = anAttempt();
  for (const each of progress) attempt.hear(each);
  return attempt;
}

describe('a call of a campaign', () => {
  it.each([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['invalid-number', 'invalid-number'],
    ['answered-machine', 'answering-machine'],
    ['failed', 'failed'],
    ['hung-up', 'no-answer'],
  ] as const)('is over with %s, and nobody alive has answered', (type, outcome) => {
    const attempt = anAttempt();
    attempt.hear(says('ringing', 500));
    expect(attempt.hear(says(type, 9_000))).toBe(true);
    expect(attempt).toMatchObject({ status: 'ended', outcome, liveAt: null, abandonedAt: null });
  });

  it('is no abandoned one when an agent has it within two seconds', () => {
    const attempt = after(says('answered-live', 8_000), says('connected', 10_000, 'mia'));
    expect(attempt).toMatchObject({ status: 'connected', agentId: 'mia', abandonedAt: null });
  });

  it('is an abandoned one when an agent has it later, though they talk', () => {
    const attempt = after(says('answered-live', 8_000), says('connected', 10_001, 'mia'));
    expect(attempt).toMatchObject({ status: 'connected', abandonedAt: at(10_000) });
  });

  it('is an abandoned one once two seconds are over, though the switch says nothing', () => {
    const attempt = after(says('answered-live', 8_000));
    expect([attempt.tidy(at(10_000)), attempt.abandonedAt]).toEqual([false, null]);
    expect([attempt.tidy(at(10_001)), attempt.abandonedAt]).toEqual([false, at(10_000)]);
    expect(attempt.hear(says('hung-up', 15_000))).toBe(true);
    expect(attempt.outcome).toBe('abandoned');
  });

  it('the callee hung up at once is live, not abandoned', () => {
    expect(after(says('answered-live', 8_000), says('hung-up', 9_000))).toMatchObject({
      outcome: 'hung-up',
      liveAt: at(8_000),
      abandonedAt: null,
    });
  });

  it('hears the same twice without a change, and a hang-up after its end', () => {
    const attempt = after(says('answered-live', 8_000), says('answered-live', 8_500));
    expect(attempt.liveAt).toEqual(at(8_000));
    attempt.hear(says('abandoned', 11_000));
    expect(attempt.hear(says('abandoned', 11_000))).toBe(false);
    expect(attempt.hear(says('hung-up', 12_000))).toBe(false);
    expect(() => attempt.hear(says('connected', 12_000, 'mia'))).toThrow(AttemptOver);
  });

  it('may be heard of out of order', () => {
    const attempt = after(says('connected', 9_000, 'mia'), says('answered-live', 8_000), says('ringing', 500));
    expect(attempt).toMatchObject({ status: 'connected', abandonedAt: null });
  });

  it('waits for what its agent says of it, and only theirs counts', () => {
    const attempt = after(says('answered-live', 8_000), says('connected', 9_000, 'mia'), says('hung-up', 60_000));
    expect(attempt.status).toBe('wrap-up');
    expect(() => attempt.dispose('refused', null, 'tom', at(61_000))).toThrow(AttemptNotYours);
    expect(attempt.dispose('refused', null, 'mia', at(61_000))).toBe(true);
    expect(() => attempt.dispose('answered', null, 'mia', at(62_000))).toThrow(AttemptOver);
  });

  it('keeps what is said during the talk until it ends', () => {
    const attempt = after(says('answered-live', 8_000), says('connected', 9_000, 'mia'));
    expect(attempt.dispose('interested', null, 'mia', at(20_000))).toBe(false);
    expect(attempt.hear(says('hung-up', 60_000))).toBe(true);
    expect(attempt.outcome).toBe('interested');
  });

  it('of which nobody said anything was answered', () => {
    const attempt = after(says('answered-live', 8_000), says('connected', 9_000, 'mia'), says('hung-up', 60_000));
    expect(attempt.tidy(at(179_999))).toBe(false);
    expect(attempt.tidy(at(180_000))).toBe(true);
    expect(attempt.outcome).toBe('answered');
  });

  it('nobody talked in has nothing to be said of', () => {
    expect(() => after(says('answered-live', 8_000)).dispose('answered', null, 'mia', at(9_000))).toThrow(
      AttemptNotConnected,
    );
  });

  it('nobody has heard of is asked for, and not placed when the switch says never', () => {
    const attempt = anAttempt();
    expect(attempt.isSilent(at(29_999))).toBe(false);
    expect(attempt.isSilent(at(30_000))).toBe(true);
    expect(attempt.learn('placed', at(30_000))).toBe(false);
    expect(attempt.isSilent(at(59_999))).toBe(false);
    expect(attempt.learn('never', at(60_000))).toBe(true);
    expect(attempt.outcome).toBe('unplaced');
  });
});
