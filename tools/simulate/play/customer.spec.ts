import { describe, expect, it } from '@jest/globals';
import { DayClock } from '../day/day-clock.js';
import { Customer, type Line } from './customer.js';

const PATIENT = 3_600;
const IMPATIENT = 0.01;

describe('somebody who comes', () => {
  const left: Customer[] = [];
  const line: Line = {
    graceMs: 0,
    enter: () => Promise.resolve('c1'),
    leave: async (customer) => void left.push(customer),
  };
  const somebody = (patienceSeconds: number, over: Partial<Line> = {}) => {
    const arrival = { number: 1, channel: 'voice', at: 0, talkSeconds: 1, wrapUpSeconds: 1, patienceSeconds } as const;
    return new Customer(arrival, { ...line, ...over }, new DayClock(1), () => undefined);
  };

  it('is answered, and it is over when all is done', async () => {
    const customer = somebody(PATIENT);
    await customer.come();
    expect(await customer.answeredBy(() => Promise.resolve(true))).toBe(true);
    customer.done();
    expect(await customer.ended).toMatchObject({ contactId: 'c1', fate: 'answered' });
  });

  it('gives up when their patience is over, and is answered by nobody afterwards', async () => {
    const customer = somebody(IMPATIENT);
    await customer.come();
    expect(await customer.ended).toMatchObject({ fate: 'gave-up' });
    expect(left).toContain(customer);
    expect(await customer.answeredBy(() => Promise.resolve(true))).toBe(false);
  });

  it('stays when somebody was just about to answer, and goes when they came too late', async () => {
    for (const [accepted, fate] of [
      [true, 'answered'],
      [false, 'gave-up'],
    ] as const) {
      const customer = somebody(IMPATIENT);
      const acceptance = Promise.withResolvers<boolean>();
      const answered = customer.answeredBy(() => acceptance.promise);
      await customer.come();
      setTimeout(() => acceptance.resolve(accepted), 30);
      if (await answered) customer.done();
      expect(await customer.ended).toMatchObject({ fate });
    }
  });

  it('stays for the second agent while the first one still tries', async () => {
    const customer = somebody(IMPATIENT);
    const [first, second] = [Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>()];
    const tries = [first, second].map(({ promise }) => customer.answeredBy(() => promise));
    await customer.come();
    first.resolve(false);
    setTimeout(() => second.resolve(true), 30);
    if ((await Promise.all(tries)).includes(true)) customer.done();
    expect(await customer.ended).toMatchObject({ fate: 'answered' });
  });

  it('is told what went wrong', async () => {
    const customer = somebody(PATIENT, { enter: () => Promise.reject(new Error('no line')) });
    await customer.come();
    expect(await customer.ended).toMatchObject({ fate: 'failed', why: 'no line', contactId: undefined });
  });
});
