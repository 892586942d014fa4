import { describe, expect, it } from '@jest/globals';
import { Heartbeats } from './heartbeats.js';

describe('a heartbeat', () => {
  const row = (beat: number, epoch = 1) => ({ name: 'job/1', epoch, beat });
  const stoppedAt = (heartbeats: Heartbeats, seen: ReturnType<typeof row>, now: number) =>
    heartbeats.stoppedAmong([seen], now).length === 1;

  it('has stopped when it stood still for as long as patience lasts, counted from the first look', () => {
    const heartbeats = new Heartbeats(6_000);
    expect(stoppedAt(heartbeats, row(7), 1_000_000)).toBe(false);
    expect(stoppedAt(heartbeats, row(7), 1_005_999)).toBe(false);
    expect(stoppedAt(heartbeats, row(7), 1_006_000)).toBe(true);
  });

  it('goes on when it moved, whatever the number', () => {
    const heartbeats = new Heartbeats(6_000);
    for (const [now, beat] of [1, 2, 0, 3].entries()) {
      expect(stoppedAt(heartbeats, row(beat), now * 10_000)).toBe(false);
    }
  });

  it('begins anew with a new owner', () => {
    const heartbeats = new Heartbeats(6_000);
    stoppedAt(heartbeats, row(0, 1), 0);
    expect(stoppedAt(heartbeats, row(0, 2), 6_000)).toBe(false);
  });

  it('begins anew when it was forgotten', () => {
    const heartbeats = new Heartbeats(6_000);
    stoppedAt(heartbeats, row(0), 0);
    heartbeats.forget(['job/1']);
    expect(stoppedAt(heartbeats, row(0), 6_000)).toBe(false);
  });

  it('begins anew when our clock was set back', () => {
    const heartbeats = new Heartbeats(6_000);
    stoppedAt(heartbeats, row(0), 3_600_000);
    expect(stoppedAt(heartbeats, row(0), 0)).toBe(false);
    expect(stoppedAt(heartbeats, row(0), 6_000)).toBe(true);
  });
});
