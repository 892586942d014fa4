import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.js';

const quickly = { within: 40, every: 1 };

describe('eventually', () => {
  it('gives the answer of the first look that passes', async () => {
    let looks = 0;
    const answer = await eventually('three looks', () => {
      looks += 1;
      if (looks < 3) throw new Error('not yet');
      return looks;
    });
    expect(answer).toBe(3);
  });

  it('takes false for not yet', async () => {
    let looks = 0;
    await eventually('three looks', async () => (looks += 1) === 3, quickly);
    expect(looks).toBe(3);
  });

  it('says what was awaited and why the last look failed', async () => {
    const never = eventually('the case is closed', () => Promise.reject(new Error('it is open')), quickly);
    await expect(never).rejects.toThrow(
      /^not within 40 ms \(\d+ looks\): the case is closed; at the last look: it is open$/,
    );
  });
});
