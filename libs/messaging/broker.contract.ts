import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import type { Broker, BrokerMessage, MessageHandler } from './broker.js';

export interface BrokerBench {
  /** A broker to be tried and closed by one test. */
  readonly open: () => Broker;
  /** A new topic with these consumer groups, ready to be used. */
  readonly topic: (...groups: string[]) => Promise<string>;
}

/** What every broker has to do, so that nobody above can tell one from the other. */
export function brokerContract(bench: BrokerBench): void {
  describe('keeps the contract of brokers: it', () => {
    let broker: Broker;
    beforeEach(() => {
      broker = bench.open();
    });
    afterEach(() => broker.close());

    it('brings id, key, topic and body as they were published', async () => {
      const topic = await bench.topic('readers');
      const seen = await listen(broker, topic, 'readers');
      const messages = [
        message(topic, 'tickets/1', { body: '{"说":"你好 👋","n":null}' }),
        message(topic, '工单 '.repeat(40)),
        message(topic, 'large', { body: 'ü'.repeat(512 * 1024) }),
      ];
      await broker.publish(messages);
      await eventually('all have arrived', () => expect(byId(seen.messages)).toEqual(byId(messages)));
    });

    it('keeps the order of each key', async () => {
      const topic = await bench.topic('readers');
      const seen = await listen(broker, topic, 'readers');
      const messages = interleaved(topic, 10, 20);
      await broker.publish(messages.slice(0, 100));
      await broker.publish(messages.slice(100));
      await eventually('all have arrived', () => seen.ids().length === messages.length, { within: 20_000 });
      expect(seen.idsByKey()).toEqual(idsByKey(messages));
    });

    it('gives every group every message', async () => {
      const topic = await bench.topic('readers', 'writers');
      const groups = [await listen(broker, topic, 'readers'), await listen(broker, topic, 'writers')];
      const messages = interleaved(topic, 3, 3);
      await broker.publish(messages);
      for (const seen of groups) {
        await eventually('the group has all', () => expect(seen.idsByKey()).toEqual(idsByKey(messages)));
      }
    });

    it('does not let a slow group hold up another', async () => {
      const topic = await bench.topic('slow', 'quick');
      const release = gate();
      await broker.subscribe(topic, 'slow', () => release.opened);
      const quick = await listen(broker, topic, 'quick');
      const published = broker.publish([message(topic, 'k'), message(topic, 'k')]);
      await eventually('the quick group has both', () => quick.messages.length === 2);
      release.open();
      await published;
    });

    it('shares the messages of a group among its members, each key in order', async () => {
      const topic = await bench.topic('readers');
      const seen = recorder();
      await broker.subscribe(topic, 'readers', seen.handler);
      await broker.subscribe(topic, 'readers', seen.handler);
      const messages = interleaved(topic, 10, 10);
      await broker.publish(messages);
      await eventually('all have arrived', () => seen.ids().length === messages.length, { within: 20_000 });
      expect(seen.idsByKey()).toEqual(idsByKey(messages));
      expect(seen.mostAtOnceOfOneKey()).toBe(1);
    });

    it('gives a rejected message again, and nothing of its key before it', async () => {
      const topic = await bench.topic('readers');
      let refusals = 3;
      const seen = await listen(broker, topic, 'readers', async ({ id }) => {
        if (id === second.id && refusals-- > 0) throw new Error('not now');
      });
      const [first, second, third] = [message(topic, 'k'), message(topic, 'k'), message(topic, 'k')];
      await broker.publish([first, second, third]);
      await eventually('the third has arrived', () => seen.ids().includes(third.id), { within: 20_000 });
      expect(seen.messages.map(({ id }) => id).filter((id, at, all) => id !== all[at - 1])).toEqual(
        [first, second, third].map(({ id }) => id),
      );
      expect(refusals).toBeLessThan(0);
    });

    it('lets other keys pass one that is stuck', async () => {
      const topic = await bench.topic('readers');
      const release = gate();
      const seen = await listen(broker, topic, 'readers', ({ key }) =>
        key === 'stuck' ? release.opened : Promise.resolve(),
      );
      const stuck = broker.publish([message(topic, 'stuck')]);
      await eventually('it is stuck', () => seen.messages.length === 1);
      const others = Array.from({ length: 16 }, (_, n) => message(topic, `other-${n}`));
      const published = others.map((other) => broker.publish([other]));
      // A broker may order several keys together. Most of sixteen are elsewhere.
      await eventually('most have passed', () => seen.ids().length > 1 + others.length / 2);
      release.open();
      await Promise.all([stuck, ...published]);
      await eventually('all have passed', () => seen.ids().length === 1 + others.length);
    });

    it('takes messages nobody is there for', async () => {
      await broker.publish([message(await bench.topic(), 'k')]);
      await broker.publish([]);
    });

    it('waits at close for the handler that runs, and counts what it did', async () => {
      const topic = await bench.topic('readers');
      const release = gate();
      const happened: string[] = [];
      const seen = recorder(() => release.opened.then(() => void happened.push('handled')));
      const subscription = await broker.subscribe(topic, 'readers', seen.handler);
      const published = broker.publish([message(topic, 'k')]);
      await eventually('it is being handled', () => seen.messages.length === 1);
      const closed = subscription.close().then(() => happened.push('closed'));
      release.open();
      await Promise.all([published, closed]);
      expect(happened).toEqual(['handled', 'closed']);

      const later = await listen(broker, topic, 'readers');
      const next = message(topic, 'k');
      await broker.publish([next]);
      await eventually('the next has arrived', () => later.messages.length > 0);
      expect(later.messages).toEqual([next]);
    });

    it('refuses everything once it is closed', async () => {
      const topic = await bench.topic('readers');
      await broker.close();
      const refused = [
        broker.publish([message(topic, 'k')]),
        broker.subscribe(topic, 'readers', async () => {}),
        broker.ping(),
      ];
      await Promise.all(refused.map((call) => expect(call).rejects.toThrow('the broker is closed')));
    });

    it('answers a ping', async () => {
      await broker.ping();
    });
  });
}

export function message(topic: string, key: string, { body = '{}' } = {}): BrokerMessage {
  return { id: crypto.randomUUID(), topic, key, body };
}

/** The messages of the keys `key-0` …, each key's in turn. */
export function interleaved(topic: string, keys: number, each: number): BrokerMessage[] {
  return Array.from({ length: keys * each }, (_, n) => message(topic, `key-${n % keys}`));
}

export function idsByKey(messages: readonly BrokerMessage[]): Record<string, string[]> {
  const grouped = Map.groupBy(messages, ({ key }) => key);
  const keys = [...grouped.keys()].sort();
  return Object.fromEntries(keys.map((key) => [key, [...new Set(grouped.get(key)!.map(({ id }) => id))]]));
}

export async function listen(
  broker: Broker,
  topic: string,
  group: string,
  handler?: MessageHandler,
): Promise<Recorder> {
  const seen = recorder(handler);
  await broker.subscribe(topic, group, seen.handler);
  return seen;
}

export interface Recorder {
  readonly handler: MessageHandler;
  /** Every call, repeated ones too. */
  readonly messages: BrokerMessage[];
  ids(): string[];
  /** Each id once, where it came first. */
  idsByKey(): Record<string, string[]>;
  mostAtOnceOfOneKey(): number;
}

export function recorder(handler: MessageHandler = async () => undefined): Recorder {
  const messages: BrokerMessage[] = [];
  const now = new Map<string, number>();
  let most = 0;
  const count = (key: string, by: number) => {
    now.set(key, (now.get(key) ?? 0) + by);
    most = Math.max(most, now.get(key)!);
  };
  return {
    messages,
    ids: () => [...new Set(messages.map(({ id }) => id))],
    idsByKey: () => idsByKey(messages),
    mostAtOnceOfOneKey: () => most,
    handler: async (received) => {
      messages.push(received);
      count(received.key, 1);
      await handler(received).finally(() => count(received.key, -1));
    },
  };
}

export function gate(): { readonly opened: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

function byId(messages: readonly BrokerMessage[]): Record<string, BrokerMessage> {
  return Object.fromEntries(messages.map((each) => [each.id, each]));
}
