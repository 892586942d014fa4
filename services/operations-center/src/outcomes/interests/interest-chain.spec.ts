import { describe, expect, it } from '@jest/globals';
import { interestChain, type TopicAsked } from './interest-chain.js';

const asked = (topic: string, at: number, channel: string | null = 'voice'): TopicAsked => {
  return { topic, at, channel, kind: channel === null ? 'ticket' : 'contact' };
};

describe('the interests of a customer', () => {
  it('are a chain: the same topic again and again is one link, and what comes back is another', () => {
    const chain = interestChain([
      ...[asked('loan', 1), asked('loan', 2, 'chat'), asked('loan', 3, null)],
      ...[asked('card', 4), asked('loan', 5, 'chat')],
    ]);
    expect(chain.links).toEqual([
      { topic: 'loan', times: 3, from: 1, to: 3, channels: ['voice', 'chat'] },
      { topic: 'card', times: 1, from: 4, to: 4, channels: ['voice'] },
      { topic: 'loan', times: 1, from: 5, to: 5, channels: ['chat'] },
    ]);
    expect(chain.topics).toEqual([
      { topic: 'loan', times: 4 },
      { topic: 'card', times: 1 },
    ]);
  });

  it('are nothing where nothing is known', () => {
    expect(interestChain([])).toEqual({ links: [], topics: [] });
  });
});
