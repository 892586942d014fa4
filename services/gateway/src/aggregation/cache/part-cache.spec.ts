import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { Kept, PartCache, type Belief } from './part-cache.js';

const clock = new FakeClock();
const feed = { trusted: true, epoch: 1 };
const belief = (...tags: string[]): Belief => ({
  freshMs: 1_000,
  settleMs: 0,
  touches: tags.map((tag) => ({ tag, events: undefined })),
});
const kept = (text: string) => new Kept(JSON.parse(text), text);
let cache: PartCache;

beforeEach(() => {
  Object.assign(feed, { trusted: true, epoch: 1 });
  cache = new PartCache(100_000, feed, clock);
});

function keep(key: string, of: Belief, text = '1', turn = cache.touched.turn): void {
  cache.keep(key, kept(text), of, turn, feed.epoch);
}

describe('answers that are kept', () => {
  it('are believed while the feed is, if events tell of them', () => {
    keep('told', belief('a'));
    keep('by time', belief());
    feed.trusted = false;
    expect([cache.fresh('told'), cache.fresh('by time')?.text]).toEqual([undefined, '1']);
    feed.trusted = true;
    expect(cache.fresh('told')?.text).toBe('1');
  });

  it('are not believed after a time in which something may have been missed', () => {
    keep('told', belief('a'));
    feed.epoch = 2;
    expect(cache.fresh('told')).toBeUndefined();
    expect(cache.any('told')?.text).toBe('1');
  });

  it('that were asked for before something happened are not believed', () => {
    const { turn } = cache.touched;
    cache.touch(['a'], 'ticket.noted.v1');
    keep('a', belief('a'), '1', turn);
    keep('b', belief('b'), '1', turn);
    expect([cache.fresh('a'), cache.fresh('b')?.text]).toEqual([undefined, '1']);
  });

  it('never take more than their bytes: the longest unused go first, and nothing is left of them', () => {
    const text = JSON.stringify('x'.repeat(2_000));
    for (let n = 0; n < 100; n += 1) keep(`k${n}`, belief(`tag${n}`), text);
    expect(cache.size.bytes).toBeLessThanOrEqual(100_000);
    expect(cache.size.entries).toBeLessThan(12);
    expect(cache.tags).toBe(cache.size.entries);
    expect([cache.any('k0'), cache.any('k99')?.text]).toEqual([undefined, text]);
  });

  it('that alone are too large are not kept', () => {
    keep('large', belief('a'), JSON.stringify('x'.repeat(50_000)));
    expect([cache.any('large'), cache.tags]).toEqual([undefined, 0]);
  });

  it('are shown once for all who choose the same fields', () => {
    const answer = kept('{"a":1}');
    let made = 0;
    const project = (data: unknown) => ((made += 1), data);
    expect(answer.shown('x', project)).toBe(answer.shown('x', project));
    expect(answer.shown('y', project).hash).toBe(answer.shown('x', project).hash);
    expect(made).toBe(2);
  });
});
