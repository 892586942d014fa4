import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { RealTopics } from '#libs/testing/real-parts/rocketmq-topics';
import { retellingPort } from '#libs/testing/real-parts/rocketmq-port';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import type { BrokerMessage } from '../broker.js';
import { brokerContract, idsByKey, interleaved, listen, message } from '../broker.contract.js';
import { RocketMqBroker } from './rocketmq-broker.js';
import type { RocketMqOptions } from './rocketmq-settings.js';

const logger = pino({ level: 'silent' });

describeReal('rocketmq', 'the RocketMQ broker, against the real one,', () => {
  const topics = new RealTopics();
  const { namespace } = topics;
  const { endpoint } = realPart('rocketmq');
  const opened: RocketMqBroker[] = [];

  function open(options: Partial<RocketMqOptions> = {}): RocketMqBroker {
    const broker = new RocketMqBroker({ endpoints: endpoint, namespace, logger, redeliverMs: [50, 400], ...options });
    opened.push(broker);
    return broker;
  }

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((broker) => broker.close()));
  });
  afterAll(() => topics.drop());

  brokerContract({ open, topic: (...groups) => topics.make(...groups) });

  it('keeps the order of 20 keys with 100 messages each, shared by two members', async () => {
    const topic = await topics.make('readers');
    const seen = await listen(open(), topic, 'readers');
    await open().subscribe(topic, 'readers', seen.handler);
    const messages = interleaved(topic, 20, 100);
    await publishAll(open(), messages);
    await eventually('all have arrived', () => seen.ids().length === messages.length, { within: 40_000 });
    expect(seen.idsByKey()).toEqual(idsByKey(messages));
    expect(seen.mostAtOnceOfOneKey()).toBe(1);
  }, 90_000);

  it('gives a group what was published before it first listened', async () => {
    const topic = await topics.make('readers');
    const messages = interleaved(topic, 4, 2);
    await open().publish(messages);
    const seen = await listen(open(), topic, 'readers');
    await eventually('all have arrived', () => expect(seen.idsByKey()).toEqual(idsByKey(messages)));
  });

  it('keeps a message from others for as long as its handler runs', async () => {
    const topic = await topics.make('readers');
    const least = 10_000;
    const [first, second] = [message(topic, 'k'), message(topic, 'k')];
    const slow = (received: BrokerMessage) => (received.id === first.id ? pause(least + 1_000) : Promise.resolve());
    const seen = await listen(open({ invisibleMs: least }), topic, 'readers', slow);
    await open({ invisibleMs: least }).subscribe(topic, 'readers', seen.handler);
    await open().publish([first, second]);
    await eventually('the second has arrived', () => seen.ids().length === 2, { within: 2 * least });
    expect(seen.messages).toEqual([first, second]);
  });

  it('refuses a topic that does not exist and a body that is too large, and works on', async () => {
    const topic = await topics.make('readers');
    const broker = open();
    await expect(broker.publish([message('nowhere', 'k')])).rejects.toThrow('nowhere');
    await expect(broker.publish([message(topic, 'k', { body: 'x'.repeat(5 << 20) })])).rejects.toThrow('exceeds');
    await broker.publish([message(topic, 'k')]);
  });

  describe('behind a bad network', () => {
    let network: TcpProxy;
    let broker: RocketMqBroker;

    beforeEach(async () => {
      network = await TcpProxy.before(endpoint, retellingPort(realPart('rocketmq').port));
      broker = open({ endpoints: network.endpoint, requestMs: 4_100, publishMs: 5_000, invisibleMs: 10_000 });
    });
    afterEach(() => network.close());

    it('loses nothing that was published, and no order, however often connections are cut', async () => {
      const topic = await topics.make('readers');
      const seen = await listen(broker, topic, 'readers');
      const messages = interleaved(topic, 10, 40);
      let done = false;
      const cutting = (async () => {
        while (!done) {
          await pause(150);
          network.cut();
        }
      })();
      await publishAll(broker, messages);
      done = true;
      await cutting;
      await eventually('all have arrived', () => seen.ids().length === messages.length, { within: 40_000 });
      expect(seen.idsByKey()).toEqual(idsByKey(messages));
    }, 60_000);

    it('rejects at once while nobody is there, and both ways recover by themselves', async () => {
      const topic = await topics.make('readers');
      const seen = await listen(broker, topic, 'readers');
      const [first, second] = [message(topic, 'k'), message(topic, 'k')];
      await broker.publish([first]);
      await eventually('the first has arrived', () => seen.messages.length === 1);
      await network.refuse();
      const start = performance.now();
      await expect(broker.publish([second])).rejects.toThrow();
      await expect(broker.ping()).rejects.toThrow();
      expect(performance.now() - start).toBeLessThan(1_000);
      await network.accept();
      await publishInOrder(broker, [second]);
      await broker.ping();
      // What was on its way when the network went may come again.
      await eventually('the second has arrived', () => seen.ids().includes(second.id), { within: 50_000 });
    }, 90_000);

    it('subscribes though nobody is there, and listens when somebody is', async () => {
      const topic = await topics.make('readers');
      await network.refuse();
      const seen = await listen(broker, topic, 'readers');
      const sent = message(topic, 'k');
      await open().publish([sent]);
      await network.accept();
      await eventually('it has arrived', () => expect(seen.messages).toEqual([sent]));
    });

    it('notices a connection that died without a word', async () => {
      const topic = await topics.make('readers');
      const seen = await listen(broker, topic, 'readers');
      const [first, second] = [message(topic, 'k'), message(topic, 'k')];
      await broker.publish([first]);
      await eventually('the first has arrived', () => seen.messages.length === 1);
      network.swallow();
      const start = performance.now();
      await expect(broker.publish([second])).rejects.toThrow();
      expect(performance.now() - start).toBeLessThan(6_000);
      network.pass();
      await publishInOrder(broker, [second]);
      await eventually('the second has arrived', () => seen.ids().length === 2, { within: 40_000 });
      expect(performance.now() - start).toBeLessThan(40_000);
    }, 90_000);
  });
});

async function publishAll(broker: RocketMqBroker, messages: readonly BrokerMessage[]): Promise<void> {
  const byKey = Map.groupBy(messages, ({ key }) => key).values();
  await Promise.all([...byKey].map((own) => publishInOrder(broker, own)));
}

/** As the outbox relay does: again from the start of what was not taken. */
async function publishInOrder(broker: RocketMqBroker, messages: readonly BrokerMessage[]): Promise<void> {
  for (let left = messages; left.length > 0; left = left.slice(5)) {
    const batch = left.slice(0, 5);
    await eventually('a batch is taken', () => broker.publish(batch).then(() => true), { within: 40_000, every: 20 });
  }
}
