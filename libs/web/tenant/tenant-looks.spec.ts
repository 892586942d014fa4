import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { TenantLooks } from './tenant-looks.js';

const MINUTE = { minutes: 1 };

describe('work that is looked for in a tenant', () => {
  let clock: FakeClock;
  let stirs: number;
  let nextDue: Date | undefined;
  let looks: TenantLooks;
  let looked: number;
  let during: () => Promise<void> | void;

  beforeEach(() => {
    clock = new FakeClock();
    [stirs, nextDue, looked, during] = [0, undefined, 0, () => undefined];
    looks = new TenantLooks({ of: () => stirs }, clock, async () => nextDue);
  });

  const look = () =>
    looks.look('acme', async () => {
      looked += 1;
      await during();
    });
  const inMs = (milliseconds: number) => new Date(clock.ms() + milliseconds);

  it('is looked for once while nothing is written', async () => {
    for (let rounds = 0; rounds < 5; rounds += 1) await look();
    expect(looked).toBe(1);
  });

  it('is looked for again after something was written', async () => {
    await look();
    stirs += 1;
    await look();
    expect(looked).toBe(2);
  });

  it('is looked for again after something was written while it was looked for, by itself too', async () => {
    during = () => void (stirs += 1);
    await look();
    during = () => undefined;
    await look();
    await look();
    expect(looked).toBe(2);
  });

  it('is looked for when it comes due, and not before', async () => {
    nextDue = inMs(2_000);
    await look();
    clock.advance({ milliseconds: 1_999 });
    await look();
    expect(looked).toBe(1);
    clock.advance({ milliseconds: 1 });
    await look();
    expect(looked).toBe(2);
  });

  it('is looked for at every round while something that is due was left', async () => {
    nextDue = inMs(-1);
    for (let rounds = 0; rounds < 3; rounds += 1) await look();
    expect(looked).toBe(3);
  });

  it('is looked for some time, though nobody has told of anything', async () => {
    await look();
    clock.advance(MINUTE);
    await look();
    expect(looked).toBe(2);
  });

  it('is looked for again after it failed', async () => {
    during = () => Promise.reject(new Error('the database is away'));
    await expect(look()).rejects.toThrow('away');
    during = () => undefined;
    await look();
    expect(looked).toBe(2);
  });

  it('is looked for again after the looks were forgotten, also while one was under way', async () => {
    during = () => looks.forget();
    await look();
    during = () => undefined;
    await look();
    expect(looked).toBe(2);
  });

  it('is looked for again when the clock was set back', async () => {
    await look();
    clock.advance({ minutes: -5 });
    await look();
    expect(looked).toBe(2);
  });
});
