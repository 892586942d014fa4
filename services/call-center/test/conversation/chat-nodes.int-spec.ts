import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { describeReal, realPart } from '#libs/testing/real-parts/real-parts';
import { Redis } from 'ioredis';
import { chaos } from './chat-chaos.js';
import { ChatNodes, type Node } from './chat-nodes.js';

/** Repeats itself at every run (https://en.wikipedia.org/wiki/Linear_congruential_generator, constants of Numerical Recipes). */
function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

describeReal(['mariadb', 'redis'], 'chats over several nodes', () => {
  let nodes: ChatNodes;
  let one: Node;
  let other: Node;

  beforeEach(async () => {
    nodes = await ChatNodes.prepare();
    one = await nodes.start();
    other = await nodes.start();
  }, 60_000);
  afterEach(() => nodes.stop(), 60_000);

  async function pair() {
    const chat = await nodes.attended(one, 'mia');
    const customer = await nodes.device(one, chat.token);
    const mia = await nodes.device(other, await nodes.token('mia'));
    await customer.resume(chat.id, 0);
    await mia.resume(chat.id, 0);
    await mia.until(() => mia.texts(chat.id).length === 2);
    return { chat, customer, mia };
  }

  it('bring a message to whoever is on another node, long before it would be looked for', async () => {
    const { chat, customer, mia } = await pair();
    const begun = performance.now();
    for (let n = 0; n < 20; n += 1) await customer.send(chat.id, `c-${n}`);
    await mia.until(() => mia.texts(chat.id).includes('c-19'));
    expect(performance.now() - begun).toBeLessThan(4_500);
    customer.say({ type: 'typing', conversationId: chat.id, typing: true });
    await mia.until(() => mia.of('typing').length > 0);
    expect([mia.duplicates, mia.gaps]).toEqual([0, 0]);
  });

  it('say a message that is sent to both at once only once', async () => {
    const { chat, customer, mia } = await pair();
    const second = await nodes.device(other, chat.token);
    await second.resume(chat.id, 0);
    const said = await Promise.all(
      Array.from({ length: 20 }, (_, n) => `d-${n}`).map(async (id) => {
        const [first, again] = await Promise.all([customer.send(chat.id, id), second.send(chat.id, id)]);
        return [first.seq === again.seq, first.repeated !== again.repeated];
      }),
    );
    expect(said.every(([same, once]) => same && once)).toBe(true);
    await mia.until(() => mia.texts(chat.id).length === 22);
    expect([mia.duplicates, mia.gaps]).toEqual([0, 0]);
  });

  it('lose time but no message while Redis is away, and none of its own making when it is back and has forgotten', async () => {
    const { chat, customer, mia } = await pair();
    await Promise.all([one.redis.refuse(), other.redis.refuse()]);
    await customer.send(chat.id, 'while it is away');
    await mia.until(() => mia.texts(chat.id).includes('while it is away'));
    const redis = new Redis(`redis://${realPart('redis').endpoint}`);
    const keys = await redis.keys(`*chat:topic:*/conversation/${chat.id}`);
    await redis.del(...keys);
    await Promise.all([one.redis.accept(), other.redis.accept()]);
    await eventually('they say again what they hold', async () => (await redis.scard(keys[0]!)) === 2);
    redis.disconnect();
    const begun = performance.now();
    await customer.send(chat.id, 'directly again');
    await mia.until(() => mia.texts(chat.id).includes('directly again'));
    expect(performance.now() - begun).toBeLessThan(1_500);
    expect([mia.duplicates, mia.gaps]).toEqual([0, 0]);
  }, 60_000);

  it('lose, double and reorder nothing while sockets are cut, messages are said twice and a node dies', async () => {
    const living = [one, other];
    const agents = await Promise.all(['agent-0', 'agent-1', 'agent-2'].map((name) => nodes.token(name)));
    const chats = await Promise.all(
      Array.from({ length: 8 }, async (_, n) => ({
        ...(await nodes.attended(living[n % 2]!, `agent-${n % 3}`)),
        agent: n % 3,
      })),
    );
    const cluster = {
      urls: () => living.map(({ url }) => url),
      killOne: async () => {
        await living.pop()!.die();
        living.push(await nodes.start());
      },
    };
    const course = { chats, agents, rounds: 25, kills: 1, cutEveryMs: 80, roll: dice(20261123) };
    const { cuts, saidTwice, ...counted } = await chaos(cluster, course);
    expect(counted).toEqual({ said: 400, kills: 1, lost: 0, duplicated: 0, outOfOrder: 0 });
    expect(Math.min(cuts, saidTwice)).toBeGreaterThan(10);
  }, 120_000);
});
