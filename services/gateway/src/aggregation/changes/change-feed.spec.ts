import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import type { Change } from './change.js';
import { changeIn } from './change.js';
import { ChangeFeed } from './change-feed.js';
import { ChangeSource } from './change-source.js';

class Told extends ChangeSource {
  working = true;
  heard: (change: Change) => void = () => undefined;

  override async start(heard: (change: Change) => void): Promise<void> {
    this.heard = heard;
  }

  override async works(): Promise<boolean> {
    return this.working;
  }

  override async close(): Promise<void> {}
}

const clock = new FakeClock();
const now = (ago = 0): Change => ({
  tenantId: 'acme',
  type: 'ticket.noted.v1',
  ids: ['1'],
  at: clock.ms() - ago,
});
let source: Told;
let feed: ChangeFeed;
let heard: Change[];
let missed: number;

beforeEach(async () => {
  source = new Told();
  feed = new ChangeFeed(source, clock);
  heard = [];
  missed = 0;
  await feed.start({ changed: (change) => heard.push(change), missed: () => (missed += 1) });
});

describe('the feed of changes', () => {
  it('is believed from the start, and tells what it hears', () => {
    source.heard(now());
    expect([feed.trusted, heard.length, feed.lagMs]).toEqual([true, 1, 0]);
  });

  it('is not believed while its source does not work, and after that nothing from before is', async () => {
    const { epoch } = feed;
    source.working = false;
    await feed.look();
    expect([feed.trusted, feed.epoch]).toEqual([false, epoch]);
    source.working = true;
    await feed.look();
    expect([feed.trusted, feed.epoch, missed]).toEqual([true, epoch + 1, 2]);
  });

  it('that is late is not believed for as long as it was late', () => {
    source.heard(now(5_000));
    expect(feed.trusted).toBe(true);
    source.heard(now(30_000));
    expect(feed.trusted).toBe(false);
    clock.advance({ seconds: 29 });
    expect(feed.trusted).toBe(false);
    clock.advance({ seconds: 1 });
    expect(feed.trusted).toBe(true);
  });

  it('without a source is never believed', async () => {
    const alone = new ChangeFeed(undefined, clock);
    await alone.start({ changed: () => undefined, missed: () => undefined });
    expect(alone.trusted).toBe(false);
  });

  it('that was closed is believed no more', async () => {
    await feed.close();
    expect(feed.trusted).toBe(false);
  });
});

describe('a message', () => {
  const message = (event: unknown) => ({ id: 'm', topic: 'ticket-events', key: 'k', body: JSON.stringify(event) });
  const uuid = (n: number) => `0190f3e1-0000-7000-8000-00000000000${n}`;

  it('is about its subject and every id it names, wherever', () => {
    const data = {
      ticketId: uuid(1),
      many: [uuid(2), uuid(1)],
      deep: { er: { id: uuid(3) } },
      text: 'a',
      n: 1,
      no: null,
    };
    const event = { type: 't', tenantid: 'acme', subject: 'order 7', time: '2026-11-23T09:00:00Z', data };
    expect(changeIn(message(event))).toEqual({
      tenantId: 'acme',
      type: 't',
      ids: ['order 7', uuid(1), uuid(2), uuid(3)],
      at: Date.parse('2026-11-23T09:00:00Z'),
    });
  });

  it.each([
    ['no envelope', { type: 't' }],
    ['nothing', null],
  ])('that is %s is about nothing', (_, event) => {
    expect(changeIn(message(event))).toBeUndefined();
  });
});
