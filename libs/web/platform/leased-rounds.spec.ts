import { describe, expect, it } from '@jest/globals';
import { Rounds } from './leased-rounds.js';

/** Rounds that end when they are told to. */
class Held {
  readonly begun: string[] = [];
  readonly #ends: (() => void)[] = [];
  readonly rounds: Rounds;
  written = 'nothing';

  constructor() {
    const work = () => {
      this.begun.push(this.written);
      return new Promise<void>((resolve) => this.#ends.push(resolve));
    };
    const leases = { held: () => Promise.resolve([0]), release: () => Promise.resolve() };
    const settings = { job: 'held', everyMs: 3_600_000, leaseMs: 60_000, failure: 'it failed', work };
    this.rounds = new Rounds(
      settings,
      leases as never,
      { awake: () => [] } as never,
      { warn: () => undefined } as never,
    );
  }

  async end(): Promise<void> {
    this.#ends.shift()!();
    await new Promise(setImmediate);
  }
}

describe('leased rounds', () => {
  it('show whoever asks during one what was written before the asking, in one more round for all of them', async () => {
    const held = new Held();
    void held.rounds.run();
    held.written = 'a message';
    const asked = [held.rounds.run(), held.rounds.run()];
    await held.end();
    expect(held.begun).toEqual(['nothing', 'a message']);
    await held.end();
    await Promise.all(asked);
    expect(held.begun).toHaveLength(2);
  });

  it('do not begin anew once they stop, and what is under way comes to its end', async () => {
    const held = new Held();
    void held.rounds.run();
    const asked = held.rounds.run();
    let stopped = false;
    const stopping = held.rounds.stop().then(() => (stopped = true));
    await new Promise(setImmediate);
    expect(stopped).toBe(false);
    await held.end();
    await Promise.all([asked, stopping]);
    expect(held.begun).toHaveLength(1);
  });
});
