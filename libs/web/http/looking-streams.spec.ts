import { eventually } from '#libs/testing/eventually';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { describe, expect, it } from '@jest/globals';
import type { MessageEvent } from '@nestjs/common';
import { pino } from 'pino';
import { LookingStreams, type Listening } from './looking-streams.js';

/** Tells everybody how many looks there were at what they ask about; a look can be held up, or fail. */
class Looks extends LookingStreams<object> {
  readonly looks = new Map<string, number>();
  readonly failing = new Set<string>();
  readonly held = new Map<string, Promise<void>>();

  constructor() {
    super({ most: 3, everyMs: 5, failure: 'cannot be read', logger: pino({ enabled: false }) });
  }

  of = (subject: string) => this.opened(() => ({}), subject);

  protected async tell(streams: readonly Listening<object>[], subject: string): Promise<void> {
    await this.held.get(subject);
    if (this.failing.has(subject)) throw new Error('the database is gone');
    const count = (this.looks.get(subject) ?? 0) + 1;
    this.looks.set(subject, count);
    for (const { out } of streams) out.next({ data: { count, together: streams.length } });
  }
}

describe('streams that look', () => {
  const heard = (looks: Looks, tenant: string, subject: string) => {
    const events: MessageEvent[] = [];
    const subscription = runAsTenant(tenant, () => looks.of(subject)).subscribe((event) => events.push(event));
    return { events, leave: () => subscription.unsubscribe() };
  };

  it('share a look among those of a tenant who ask about the same', async () => {
    const looks = new Looks();
    const one = heard(looks, 'acme', 'sales');
    const other = heard(looks, 'acme', 'sales');
    const elsewhere = heard(looks, 'globex', 'sales');
    await eventually('all are told', () => {
      for (const { events } of [one, other]) expect(events.at(-1)?.data).toMatchObject({ together: 2 });
      expect(elsewhere.events.at(-1)?.data).toMatchObject({ together: 1 });
    });
    await looks.onModuleDestroy();
  });

  it('go on for everybody else while a look fails, and for its own once it does not', async () => {
    const looks = new Looks();
    looks.failing.add('sales');
    const failing = heard(looks, 'acme', 'sales');
    const well = heard(looks, 'acme', 'service');
    await eventually('the other goes on', () => expect(well.events.length).toBeGreaterThan(2));
    expect(failing.events).toEqual([]);
    looks.failing.clear();
    await eventually('it is told again', () => expect(failing.events.length).toBeGreaterThan(0));
    await looks.onModuleDestroy();
  });

  it('keep nobody waiting for what others ask about, and are not asked twice meanwhile', async () => {
    const looks = new Looks();
    const { promise, resolve } = Promise.withResolvers<void>();
    looks.held.set('sales', promise);
    const slow = heard(looks, 'acme', 'sales');
    const quick = heard(looks, 'acme', 'service');
    await eventually('the quick one goes on', () => expect(quick.events.length).toBeGreaterThan(2));
    expect(slow.events).toEqual([]);
    slow.leave();
    resolve();
    quick.leave();
    await looks.onModuleDestroy();
    expect(looks.looks.get('sales')).toBe(1);
  });

  it('are refused when too many listen, until one has left', async () => {
    const looks = new Looks();
    const [first] = [1, 2, 3].map(() => heard(looks, 'acme', 'sales'));
    expect(() => heard(looks, 'acme', 'sales')).toThrow('Too many listen');
    first!.leave();
    expect(() => heard(looks, 'acme', 'sales')).not.toThrow();
    await looks.onModuleDestroy();
  });
});
