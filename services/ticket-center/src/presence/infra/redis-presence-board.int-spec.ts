import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createLogger } from '#libs/observability/logger';
import { eventually } from '#libs/testing/eventually';
import { FakeClock } from '#libs/testing/fake-clock';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import { Redis } from 'ioredis';
import type { Doing, Presence } from '../presence-board.js';
import { RedisPresenceBoard } from './redis-presence-board.js';

const logger = createLogger({ service: 'ticket-center', level: 'silent' });
const TOPIC = 'acme/0199d2f0-0000-7000-8000-000000000004';
const TTL_MS = 30_000;

describeReal('redis', 'the presence board of several processes', () => {
  let clock: FakeClock;
  let namespace: string;
  let redis: Redis;
  let network: TcpProxy;
  let one: RedisPresenceBoard;
  let other: RedisPresenceBoard;

  beforeEach(async () => {
    const { endpoint } = realPart('redis');
    clock = new FakeClock();
    namespace = `t${crypto.randomUUID().slice(0, 8)}-`;
    redis = new Redis(`redis://${endpoint}`);
    network = await TcpProxy.before(endpoint);
    one = new RedisPresenceBoard({ url: `redis://${endpoint}`, namespace }, logger);
    other = new RedisPresenceBoard({ url: `redis://${network.endpoint}`, namespace }, logger);
    await answering(one);
    await answering(other);
  });
  afterEach(async () => {
    await one.close();
    await other.close();
    await network.close();
    redis.disconnect();
  });

  const presence = (personId: string, doing: Doing): Presence => {
    const now = clock.now();
    return { personId, client: 'one', doing, since: now.toISOString(), until: now.getTime() + TTL_MS };
  };
  const seenBy = async (board: RedisPresenceBoard) =>
    (await board.of(TOPIC, clock.now())).map(({ personId, doing }) => `${personId} ${doing}`).sort();
  const answering = (board: RedisPresenceBoard) =>
    eventually('Redis answers', async () => {
      await board.put('acme/ready', presence('mia', 'viewing'), clock.now());
      return (await board.of('acme/ready', clock.now())).length > 0;
    });
  /** Follows until it hears for certain: subscribing takes a moment. */
  async function following(board: RedisPresenceBoard): Promise<{ heard: () => number; end: () => void }> {
    let heard = 0;
    const end = board.follow(TOPIC, () => (heard += 1));
    await eventually('it listens', () => heard > 0);
    return { heard: () => heard, end };
  }

  it('shows each what the others do, and tells them', async () => {
    const { heard, end } = await following(other);
    const before = heard();
    await one.put(TOPIC, presence('mia', 'editing'), clock.now());
    await other.put(TOPIC, presence('li', 'viewing'), clock.now());
    expect(await seenBy(one)).toEqual(['li viewing', 'mia editing']);
    expect(await seenBy(other)).toEqual(['li viewing', 'mia editing']);
    await eventually('it hears of both', () => heard() >= before + 2);
    await one.remove(TOPIC, { personId: 'mia', client: 'one' });
    expect(await seenBy(other)).toEqual(['li viewing']);
    await eventually('it hears of who left', () => heard() >= before + 3);
    end();
    await eventually('it listens no more', async () => {
      const [, listening] = (await redis.pubsub('NUMSUB', `${namespace}ticket-presence:${TOPIC}`)) as [string, number];
      return listening === 0;
    });
  });

  it('shows nobody whose time is over, and keeps nothing of a ticket that everybody has left', async () => {
    await one.put(TOPIC, presence('mia', 'editing'), clock.now());
    clock.advance(20_000);
    await other.put(TOPIC, presence('li', 'viewing'), clock.now());
    clock.advance(10_001);
    expect(await seenBy(one)).toEqual(['li viewing']);
    const left = await redis.pttl(`${namespace}ticket-presence:${TOPIC}`);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(TTL_MS);
  });

  it('shows nobody and keeps nobody from working while Redis is away, and tells what may have been missed', async () => {
    const { heard, end } = await following(other);
    await network.refuse();
    await other.put(TOPIC, presence('li', 'viewing'), clock.now());
    expect(await seenBy(other)).toEqual([]);
    await one.put(TOPIC, presence('mia', 'typing'), clock.now());
    const before = heard();
    await network.accept();
    await eventually('it is told', () => heard() > before);
    expect(await seenBy(other)).toEqual(['mia typing']);
    end();
  });
});
