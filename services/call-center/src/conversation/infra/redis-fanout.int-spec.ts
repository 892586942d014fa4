import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createLogger } from '#libs/observability/logger';
import { eventually } from '#libs/testing/eventually';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import { Redis } from 'ioredis';
import { RedisFanout } from './redis-fanout.js';

const logger = createLogger({ service: 'call-center', level: 'silent' });

/** A node, and what it heard. */
interface Node {
  readonly fanout: RedisFanout;
  readonly heard: string[];
  readonly again: () => number;
  readonly network: TcpProxy;
}

describeReal('redis', 'hints between nodes', () => {
  let namespace: string;
  let redis: Redis;
  let nodes: Node[];

  beforeEach(async () => {
    namespace = `t${crypto.randomUUID().slice(0, 8)}-`;
    redis = new Redis(`redis://${realPart('redis').endpoint}`);
    nodes = [await node(), await node(), await node()];
  });
  afterEach(async () => {
    for (const { fanout, network } of nodes) {
      await fanout.close();
      await network.close();
    }
    redis.disconnect();
  });

  async function node(): Promise<Node> {
    const network = await TcpProxy.before(realPart('redis').endpoint);
    const fanout = new RedisFanout(`redis://${network.endpoint}`, namespace, logger);
    const heard: string[] = [];
    let again = 0;
    fanout.listen(
      (topic, hint) => heard.push(`${topic}: ${hint}`),
      () => (again += 1),
    );
    await eventually('it listens', () => again > 0);
    return { fanout, heard, again: () => again, network };
  }

  const holders = (topic: string) => redis.scard(`${namespace}chat:topic:${topic}`);

  it('go to the nodes that hold the topic, once, and to no other', async () => {
    const [one, two, three] = nodes as [Node, Node, Node];
    await one.fanout.hold('a');
    await two.fanout.hold('a');
    await three.fanout.hold('b');
    for (let n = 0; n < 50; n += 1) one.fanout.publish('a', `${n}`);
    one.fanout.publish('b', 'last');
    await eventually('the last has come', () => three.heard.length > 0 && two.heard.length >= 50);
    const all = Array.from({ length: 50 }, (_, n) => `a: ${n}`);
    expect([one.heard, two.heard, three.heard]).toEqual([all, all, ['b: last']]);
  });

  it('no longer go where the topic was released', async () => {
    const [one, two] = nodes as [Node, Node, Node];
    await two.fanout.hold('a');
    two.fanout.release('a');
    await eventually('nobody holds it', async () => (await holders('a')) === 0);
    one.fanout.publish('a', 'x');
    expect(two.heard).toEqual([]);
  });

  it('strike off a node that died', async () => {
    const [one, two] = nodes as [Node, Node, Node];
    await two.fanout.hold('a');
    await two.network.refuse();
    await eventually('it is struck off', async () => {
      one.fanout.publish('a', 'x');
      return (await holders('a')) === 0;
    });
  });

  it('come again after Redis has forgotten everything, and the node is told that it may have missed some', async () => {
    const [one, two] = nodes as [Node, Node, Node];
    await two.fanout.hold('a');
    const before = two.again();
    await two.network.refuse();
    await redis.del(`${namespace}chat:topic:a`);
    one.fanout.publish('a', 'lost');
    await two.network.accept();
    await eventually('it listens again', () => two.again() > before);
    await eventually('it says what it holds', async () => (await holders('a')) === 1);
    one.fanout.publish('a', 'heard');
    await eventually('it hears', () => two.heard.length > 0);
    expect(two.heard).toEqual(['a: heard']);
  });
});
