import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '#libs/testing/eventually';
import { describeReal, realPart } from '#libs/testing/real-parts';
import { Redis } from 'ioredis';
import { ChatNodes, type Node } from './chat-nodes.js';
import { ChatPerson } from './chat-person.js';
import type { MessageView } from '../src/conversation/message-view.js';

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
    await mia.until(() => mia.texts(chat.id).length === 3);
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
    await mia.until(() => mia.texts(chat.id).length === 23);
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
    const CHATS = 8;
    const ROUNDS = 25;
    const roll = dice(20261123);
    const living = [one.url, other.url];
    const anyNode = () => living[Math.floor(roll() * living.length)]!;
    const chats = await Promise.all(
      Array.from({ length: CHATS }, (_, n) => nodes.attended(n % 2 === 0 ? one : other, `agent-${n % 3}`)),
    );
    const person = async (name: string, token: string, ids: string[], node: Node) => {
      const client = await nodes.device(node, token);
      for (const id of ids) await client.resume(id, 0);
      return new ChatPerson(name, client, ids, anyNode);
    };
    const customers = await Promise.all(
      chats.map(({ id, token }, n) => person(`customer-${n}`, token, [id], n % 3 === 0 ? one : other)),
    );
    const agents = await Promise.all(
      [0, 1, 2].flatMap((agent) => {
        const ids = chats.filter((_, n) => n % 3 === agent).map(({ id }) => id);
        return [one, other].map(async (node) =>
          person(`agent-${agent}`, await nodes.token(`agent-${agent}`), ids, node),
        );
      }),
    );
    const everybody = [...customers, ...agents];

    const conversing = chats.map(async ({ id }, n) => {
      const agent = agents[(n % 3) * 2 + (n % 2)]!;
      for (let round = 0; round < ROUNDS; round += 1) {
        await customers[n]!.say(id, `c-${n}-${round}`, roll() < 0.3);
        await agent.say(id, `a-${n}-${round}`, roll() < 0.3);
      }
    });
    const unrest = (async () => {
      for (let n = 0; n < 12; n += 1) {
        await pause(80);
        everybody[Math.floor(roll() * everybody.length)]!.client.cut();
        if (n !== 5) continue;
        living.splice(1, 1);
        await other.die();
        living.push((await nodes.start()).url);
      }
    })();
    await Promise.all([...conversing, unrest]);

    const reader = await nodes.api(one, 'supervisor');
    const stored = new Map<string, MessageView[]>();
    for (const { id } of chats) {
      const page = await reader.get<{ items: MessageView[] }>(`/api/v1/conversations/${id}/messages?after=0&limit=200`);
      stored.set(id, page.body.items);
    }
    const lastSeqs = new Map(Array.from(stored, ([id, items]) => [id, items.at(-1)!.seq]));
    await eventually(
      'everybody has everything',
      async () => {
        await Promise.all(everybody.map((each) => each.comeBack()));
        return everybody.every((each) => each.behind(lastSeqs).length === 0);
      },
      { within: 20_000 },
    );

    const count = { said: 0, lost: 0, doubled: 0, outOfOrder: 0, acceptedTwice: 0 };
    for (const { accepted } of everybody) {
      for (const seqs of accepted.values()) count.acceptedTwice += seqs.size - 1;
    }
    for (const [n, { id }] of chats.entries()) {
      const said = Array.from({ length: ROUNDS }, (_, round) => [`c-${n}-${round}`, `a-${n}-${round}`]).flat();
      const kept = stored
        .get(id)!
        .filter(({ notice }) => notice === null)
        .map(({ clientMsgId }) => clientMsgId);
      count.said += said.length;
      count.lost += said.filter((each) => !kept.includes(each)).length;
      count.doubled += kept.length - new Set(kept).size;
      expect(kept).toEqual(said);
    }
    for (const { client } of everybody) {
      count.doubled += client.duplicates;
      count.outOfOrder += client.gaps;
      for (const [id, shown] of client.shown) {
        count.lost += stored.get(id)!.length - shown.length;
        expect(shown.map(({ clientMsgId }) => clientMsgId)).toEqual(
          stored.get(id)!.map(({ clientMsgId }) => clientMsgId),
        );
      }
    }
    expect(count).toEqual({ said: CHATS * ROUNDS * 2, lost: 0, doubled: 0, outOfOrder: 0, acceptedTwice: 0 });
  }, 120_000);
});
