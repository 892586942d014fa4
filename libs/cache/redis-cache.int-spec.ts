import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { createLogger } from '#libs/observability/logger';
import { eventually } from '#libs/testing/eventually';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import { RedisCache } from './redis-cache.js';
import { redisConnection } from './redis-connection.js';

const MINUTE = 60;
const logger = createLogger({ service: 'cache', level: 'silent' });

describeReal('redis', 'the shared cache in Redis', () => {
  const { endpoint } = realPart('redis');
  const namespace = `${newId(new Date())}-`;
  let network: TcpProxy;
  let one: RedisCache;
  let other: RedisCache;

  beforeAll(async () => {
    network = await TcpProxy.before(endpoint);
    one = new RedisCache(`redis://${endpoint}`, namespace, logger);
    other = new RedisCache(`redis://${network.endpoint}`, namespace, logger);
    await answering(one);
    await answering(other);
  });
  afterAll(async () => {
    await one.close();
    await other.close();
    await network.close();
  });

  async function answering(cache: RedisCache): Promise<void> {
    await eventually('Redis answers', async () => {
      await cache.put('ready', 'yes', MINUTE);
      return (await cache.get('ready')) === 'yes';
    });
  }

  it('remembers for every process', async () => {
    await one.put('greeting', 'grüß 你好', MINUTE);
    expect(await other.get('greeting')).toBe('grüß 你好');
    expect(await other.get('nothing')).toBeUndefined();
  });

  it('keeps installations apart', async () => {
    await one.put('mine', 'value', MINUTE);
    const elsewhere = new RedisCache(`redis://${endpoint}`, `${newId(new Date())}-`, logger);
    await answering(elsewhere);
    expect(await elsewhere.get('mine')).toBeUndefined();
    await elsewhere.close();
  });

  it('finds nothing and fails nobody while Redis is away, and is back with it', async () => {
    await one.put('known', 'value', MINUTE);
    await network.refuse();
    expect(await other.get('known')).toBeUndefined();
    await expect(other.put('lost', 'value', MINUTE)).resolves.toBeUndefined();
    await network.accept();
    await eventually('Redis answers again', async () => (await other.get('known')) === 'value');
    expect(await other.get('lost')).toBeUndefined();
  });

  it('leaves it to whoever subscribes to do so again: nothing is said on a connection that nobody answers for', async () => {
    const channel = `${namespace}channel`;
    const listening = redisConnection(`redis://${network.endpoint}`, logger, 'away');
    const asking = redisConnection(`redis://${endpoint}`, logger, 'away');
    const listeners = async () => Number(((await asking.pubsub('NUMSUB', channel)) as [string, number])[1]);
    await eventually('it is subscribed', async () => {
      await listening.subscribe(channel);
      return (await listeners()) === 1;
    });
    network.cut();
    await eventually('it is heard that the connection is gone', async () => (await listeners()) === 0);
    await eventually('it is connected again', async () => (await listening.ping().catch(() => null)) === 'PONG');
    expect(await listeners()).toBe(0);
    for (const each of [listening, asking]) each.disconnect();
  });
});
