import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { Session, type Refresh } from './session.aggregate.js';

const TERMS = { idleSeconds: 3_600, sessionSeconds: 10_000, graceSeconds: 10 };
const FIRST: Refresh = { hash: 'hash-1', request: 'request-1', successorHash: 'hash-2', nonce: 'nonce-1' };
const SECOND: Refresh = { hash: 'hash-2', request: 'request-2', successorHash: 'hash-3', nonce: 'nonce-2' };

function aSession(clock: FakeClock): Session {
  const parts = { id: 'session', accountId: 'mia', device: 'Firefox on Linux', amr: ['pwd'], tokenHash: 'hash-1' };
  return Session.begin(parts, TERMS, clock.now());
}

describe('a session', () => {
  it('gives a new refresh token for each one', () => {
    const clock = new FakeClock();
    const session = aSession(clock);
    expect(session.refresh(FIRST, TERMS, clock.now())).toEqual({ nonce: 'nonce-1' });
    expect(session.refresh(SECOND, TERMS, clock.now())).toEqual({ nonce: 'nonce-2' });
    expect(session.tokenHash).toBe('hash-3');
    expect(session.recordedEvents()).toEqual([]);
  });

  it('gives a lost answer again to the request that lost it, for a moment', () => {
    const clock = new FakeClock();
    const session = aSession(clock);
    session.refresh(FIRST, TERMS, clock.now());
    clock.advance({ seconds: 10 });
    expect(session.refresh({ ...FIRST, nonce: 'another' }, TERMS, clock.now())).toEqual({ nonce: 'nonce-1' });
    expect(session.tokenHash).toBe('hash-2');
  });

  it.each([
    ['by another request', { ...FIRST, request: 'of-a-thief' }, { seconds: 1 }],
    ['by the same request, too late', FIRST, { seconds: 11 }],
  ])('ends, and says so, when a spent token is shown %s', (_, shown, after) => {
    const clock = new FakeClock();
    const session = aSession(clock);
    session.refresh(FIRST, TERMS, clock.now());
    clock.advance(after);
    expect(session.refresh(shown, TERMS, clock.now())).toBe('refused');
    expect(session.endReason).toBe('reuse-detected');
    expect(session.recordedEvents()).toEqual([
      { type: 'session-ended', at: clock.now(), reason: 'reuse-detected' },
      { type: 'session-reuse-detected', at: clock.now() },
    ]);
    expect(session.refresh(SECOND, TERMS, clock.now())).toBe('refused');
  });

  it('ends when a token is shown that was spent before the last one, whatever request it says', () => {
    const clock = new FakeClock();
    const session = aSession(clock);
    session.refresh(FIRST, TERMS, clock.now());
    session.refresh(SECOND, TERMS, clock.now());
    expect(session.refresh(FIRST, TERMS, clock.now())).toBe('refused');
    expect(session.endReason).toBe('reuse-detected');
  });

  it('is over when nobody used it for long enough', () => {
    const clock = new FakeClock();
    const session = aSession(clock);
    clock.advance({ seconds: 3_600 });
    expect(session.refresh(FIRST, TERMS, clock.now())).toBe('refused');
    expect(session.recordedEvents()).toEqual([]);
  });

  it('is over after its longest time, however busy', () => {
    const clock = new FakeClock();
    const session = aSession(clock);
    clock.advance({ seconds: 3_500 });
    session.refresh(FIRST, TERMS, clock.now());
    clock.advance({ seconds: 3_500 });
    session.refresh(SECOND, TERMS, clock.now());
    clock.advance({ seconds: 2_999 });
    expect(session.isOpen(clock.now())).toBe(true);
    clock.advance({ seconds: 1 });
    expect(session.isOpen(clock.now())).toBe(false);
  });

  it('keeps the reason it ended for first', () => {
    const clock = new FakeClock();
    const session = aSession(clock);
    session.end('logged-out', clock.now());
    session.end('ended', clock.now());
    expect(session.endReason).toBe('logged-out');
    expect(session.refresh(FIRST, TERMS, clock.now())).toBe('refused');
  });
});
