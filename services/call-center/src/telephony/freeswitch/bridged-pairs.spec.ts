import { describe, expect, it } from '@jest/globals';
import { BridgedPairs } from './bridged-pairs.js';

const pair = (name: string, one: string, other: string) => ({
  ...{ 'Event-Name': name, 'Bridge-A-Unique-ID': one, 'Bridge-B-Unique-ID': other },
});

describe('who is bridged with whom', () => {
  it('is so from when it was asked for, until it is parted, ends, or is forgotten', () => {
    const pairs = new BridgedPairs();
    pairs.bridge('anna', 'mia');
    expect([pairs.has('anna', 'mia'), pairs.has('mia', 'anna'), pairs.has('anna', 'li')]).toEqual([true, true, false]);
    pairs.hear(pair('CHANNEL_UNBRIDGE', 'anna', 'mia'));
    expect(pairs.has('anna', 'mia')).toBe(false);
    pairs.hear(pair('CHANNEL_BRIDGE', 'anna', 'mia'));
    pairs.hear({ 'Event-Name': 'CHANNEL_HANGUP_COMPLETE', 'Unique-ID': 'mia' });
    expect(pairs.has('anna', 'mia')).toBe(false);
    pairs.bridge('anna', 'mia');
    pairs.forget();
    expect(pairs.has('anna', 'mia')).toBe(false);
  });

  it('is not undone by what is told late of the pair before', () => {
    const pairs = new BridgedPairs();
    pairs.bridge('anna', 'mia');
    pairs.bridge('li', 'mia');
    pairs.hear(pair('CHANNEL_UNBRIDGE', 'anna', 'mia'));
    expect([pairs.has('anna', 'mia'), pairs.has('li', 'mia')]).toEqual([false, true]);
  });
});
