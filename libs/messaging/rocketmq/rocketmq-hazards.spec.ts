import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { getChannelzHandlers } from '@grpc/grpc-js';
import { eventually } from '#libs/testing/eventually';
import { FakeClock } from '#libs/testing/fake-clock';
import { RocketMqMockProxy } from '#libs/testing/doubles/rocketmq-mock-proxy';
import { pino } from 'pino';
import { listen, message } from '../broker.contract.js';
import { RocketMqBroker } from './rocketmq-broker.js';
import type { RocketMqOptions } from './rocketmq-settings.js';

const logger = pino({ level: 'silent' });

describe('the RocketMQ broker bears the hazards of its client:', () => {
  let proxy: RocketMqMockProxy;
  let broker: RocketMqBroker;
  let clock: FakeClock;
  const brokers: RocketMqBroker[] = [];

  beforeEach(async () => {
    clock = new FakeClock();
    proxy = await RocketMqMockProxy.start();
    broker = open();
  });

  afterEach(async () => {
    await Promise.all(brokers.splice(0).map((each) => each.close()));
    proxy.kill();
  });

  function open(options: Partial<RocketMqOptions> = {}): RocketMqBroker {
    const quick = {
      startupMs: 1_500,
      requestMs: 1_000,
      publishMs: 4_000,
      closeMs: 500,
      reconnectMs: [10, 50],
    } as const;
    const opened = new RocketMqBroker({
      endpoints: proxy.endpoint,
      namespace: '',
      logger,
      clock,
      ...quick,
      ...options,
    });
    brokers.push(opened);
    return opened;
  }

  it('1: a startup with more than one topic hangs, so every client starts with one', async () => {
    proxy.routeDelayMs = 50;
    const seen = await Promise.all(['a', 'b', 'c'].map((topic) => listen(broker, topic, 'g')));
    await broker.publish(['a', 'b', 'c'].map((topic) => message(topic, 'k')));
    await eventually('each topic has its message', () => seen.every(({ messages }) => messages.length === 1));
    expect(proxy.settings.map((topics) => topics.length)).toEqual(proxy.settings.map(() => 1));
  });

  it('2: a startup whose telemetry is never answered hangs, so it is given up and begun anew', async () => {
    proxy.answersTelemetry = false;
    const seen = await listen(broker, 't', 'g');
    await expect(broker.publish([message('t', 'k')])).rejects.toThrow('timed out after 1500ms');
    proxy.answersTelemetry = true;
    const sent = message('t', 'k');
    await broker.publish([sent]);
    await eventually('the subscription works too', () => expect(seen.messages).toEqual([sent]));
  });

  it('3: a client without topics starts though nobody is there, so a ping asks for a route', async () => {
    await broker.ping();
    proxy.kill();
    await expect(broker.ping()).rejects.toThrow('UNAVAILABLE');
    await expect(broker.publish([message('t', 'k')])).rejects.toThrow();
  });

  it('4: one failure makes a message dead by the retry policy proxies serve, so nothing is left to that policy', async () => {
    broker = open({ redeliverMs: [1, 1] });
    let refusals = 5;
    const seen = await listen(broker, 't', 'g', async () => {
      if (refusals-- > 0) throw new Error('not now');
    });
    const sent = message('t', 'k');
    await broker.publish([sent]);
    await eventually('it is acknowledged', () => expect(proxy.acknowledged).toEqual([sent.id]));
    expect(seen.messages).toEqual(Array(6).fill(sent));
    expect(proxy.unexpected).toEqual([]);
  });

  it('5: seconds are taken for milliseconds in a backoff, so the wait before each redelivery is our own', async () => {
    broker = open({ redeliverMs: [20, 100] });
    let refusals = 5;
    await listen(broker, 't', 'g', async () => {
      if (refusals-- > 0) throw new Error('not now');
    });
    const sent = message('t', 'k');
    await broker.publish([sent]);
    await eventually('it is acknowledged', () => expect(proxy.acknowledged).toEqual([sent.id]));
    expect(proxy.hiddenForMs).toEqual([20, 40, 80, 100, 100]);
  });

  describe('6: a producer keeps its first route for ever, so it is replaced', () => {
    let other: RocketMqMockProxy;
    beforeEach(async () => {
      other = await RocketMqMockProxy.start();
      await broker.publish([message('t', 'k')]);
      expect(proxy.sent).toHaveLength(1);
    });
    afterEach(() => other.kill());

    it('when it grows old', async () => {
      proxy.routeTo = other;
      await broker.publish([message('t', 'k')]);
      expect(other.sent).toHaveLength(0);
      clock.advance({ minutes: 10 });
      await broker.publish([message('t', 'k')]);
      expect(other.sent).toHaveLength(1);
    });

    it('when a send fails', async () => {
      proxy.routeTo = other;
      clock.advance({ minutes: 10 });
      await broker.publish([message('t', 'k')]);
      other.kill();
      proxy.routeTo = proxy;
      await expect(broker.publish([message('t', 'k')])).rejects.toThrow('UNAVAILABLE');
      await broker.publish([message('t', 'k')]);
      expect(proxy.sent).toHaveLength(2);
    });
  });

  it('7: a channel leaks with every look for routes, so clients are replaced and take their channels along', async () => {
    fakeIntervalsOnly();
    try {
      await broker.publish([message('t', 'k')]);
      const needed = openChannels();
      for (let look = 0; look < 10; look++) {
        const asked = proxy.routesTold;
        jest.advanceTimersByTime(30_000);
        await eventually('it has looked for routes', () => proxy.routesTold > asked, { every: 1 });
        await broker.publish([message('t', 'k')]);
      }
      await eventually('channels have leaked', () => openChannels() >= needed + 9);
      clock.advance({ minutes: 10 });
      await broker.publish([message('t', 'k')]);
      await eventually('they are gone', () => openChannels() === needed);
    } finally {
      jest.useRealTimers();
    }
  });

  it('8: a telemetry stream let go of ends the process when it fails, so it is never without a listener', async () => {
    await broker.publish([message('t', 'k')]);
    await proxy.makeClientsReconnect();
    await broker.publish([message('t', 'k')]);
    expect(proxy.sent).toHaveLength(2);
  });

  describe('9: a shutdown gives up when the broker is away, and leaves everything open, so close()', () => {
    it('leaves nothing alive, in bounded time', async () => {
      const aliveBefore = aliveNow();
      const seen = await listen(broker, 't', 'g');
      await broker.publish([message('t', 'k')]);
      await eventually('it was received', () => seen.messages.length === 1);
      expect(without(aliveNow(), aliveBefore)).not.toEqual([]);
      proxy.kill();
      const start = performance.now();
      await broker.close();
      expect(performance.now() - start).toBeLessThan(6_000);
      await eventually('nothing is left', () => expect(without(aliveNow(), aliveBefore)).toEqual([]));
    });

    it('says goodbye when the broker is there', async () => {
      const seen = await listen(broker, 't', 'g');
      await broker.publish([message('t', 'k')]);
      await eventually('it was received', () => seen.messages.length === 1);
      await broker.close();
      expect(proxy.goodbyes).toBe(2);
    });
  });

  it('tells what it does into a file in the home directory, unless it is given a logger', async () => {
    const told: string[] = [];
    broker = open({ logger: pino({ level: 'trace' }, { write: (line) => told.push(line) }) });
    await broker.publish([message('t', 'k')]);
    expect(told.join('')).toContain('Begin to startup the rocketmq client');
  });

  it('12: an endpoint that comes back is used again', async () => {
    const seen = await listen(broker, 't', 'g');
    const [first, second] = [message('t', 'k'), message('t', 'k')];
    await broker.publish([first]);
    await eventually('the first has arrived', () => expect(seen.messages).toEqual([first]));
    proxy.kill();
    await expect(broker.publish([second])).rejects.toThrow();
    await proxy.start();
    await eventually('it takes messages again', () => broker.publish([second]).then(() => true));
    await eventually('the second has arrived', () => expect(seen.messages).toEqual([first, second]));
  });
});

/** The client looks for routes every 30 s; all other time stays real. */
function fakeIntervalsOnly(): void {
  jest.useFakeTimers({
    doNotFake: [
      'Date',
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setTimeout',
      'clearTimeout',
    ],
  });
}

function openChannels(): number {
  let channels = 0;
  const request = { start_channel_id: 0, max_results: 1_000 };
  getChannelzHandlers().GetTopChannels(
    { request } as never,
    (_error, found) => (channels = found?.channel?.length ?? 0),
  );
  return channels;
}

/** What keeps the process. */
function aliveNow(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate');
}

/** What is there more often than before; what the process held before may end meanwhile. */
function without(alive: string[], before: string[]): string[] {
  const left = [...before];
  return alive.filter((kind) => {
    const known = left.indexOf(kind);
    if (known >= 0) left.splice(known, 1);
    return known < 0;
  });
}
