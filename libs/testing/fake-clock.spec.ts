import { describe, expect, it } from '@jest/globals';
import { FakeClock } from './fake-clock.js';

describe('a fake clock', () => {
  it('stands still', () => {
    const clock = new FakeClock('2026-11-23T10:00:00+08:00');
    expect(clock.now()).toEqual(new Date('2026-11-23T02:00:00Z'));
    expect(clock.now()).toEqual(clock.now());
  });

  it('advances by milliseconds or by a span', () => {
    const clock = new FakeClock('2026-11-23T02:00:00Z');
    clock.advance(1);
    clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4 });
    expect(clock.now()).toEqual(new Date('2026-11-24T04:03:04.001Z'));
  });

  it('jumps to an instant, back as well', () => {
    const clock = new FakeClock();
    clock.set('2020-02-29T00:00:00Z');
    expect(clock.now()).toEqual(new Date('2020-02-29T00:00:00Z'));
  });

  it.each(['2026-11-23T10:00:00', '2026-11-23', 'soon', '2026-13-01T00:00:00Z'])(
    'refuses %s: it must be an instant with its offset',
    (text) => {
      expect(() => new FakeClock().set(text)).toThrow(RangeError);
    },
  );

  it('cannot be changed through a date it gave', () => {
    const clock = new FakeClock('2026-11-23T02:00:00Z');
    clock.now().setFullYear(1999);
    expect(clock.now()).toEqual(new Date('2026-11-23T02:00:00Z'));
  });
});
