import { describe, expect, it } from '@jest/globals';
import { RenewedToken, type Issued } from './renewed-token.js';

describe('a token of somebody who stays', () => {
  function aToken(renew: (count: number) => Promise<Issued>) {
    const time = { now: 0, asked: 0 };
    const token = new RenewedToken(
      { token: 'first', expiresIn: 600 },
      () => renew(++time.asked),
      () => time.now,
    );
    return { time, token };
  }

  it('is followed by another when half of its life is over, asked for once by all who need it', async () => {
    const { time, token } = aToken((count) => Promise.resolve({ token: `next-${count}`, expiresIn: 600 }));
    time.now = 299_999;
    expect(await token.current()).toBe('first');
    time.now = 300_000;
    expect(await Promise.all([token.current(), token.current()])).toEqual(['next-1', 'next-1']);
    expect(await token.current()).toBe('next-1');
    time.now = 600_000;
    expect(await token.current()).toBe('next-2');
  });

  it('is shown as long as it is good while no other can be had', async () => {
    const { time, token } = aToken(() => Promise.reject(new Error('away')));
    time.now = 599_999;
    expect(await token.current()).toBe('first');
    time.now = 600_000;
    await expect(token.current()).rejects.toThrow('away');
  });
});
