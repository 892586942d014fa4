import { setTimeout as pause } from 'node:timers/promises';
import { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import type { MessageView } from '../../src/conversation/message-view.js';
import { ChatClient } from './chat-client.js';
import { ChatPerson } from './chat-person.js';

/** Nodes that come and go. */
export interface Cluster {
  /** Where nodes live now. */
  urls(): readonly string[];
  /** Kills one the hard way; another is started in its place. */
  killOne(): Promise<void>;
}

export interface Chaos {
  readonly chats: readonly { readonly id: string; readonly token: string; readonly agent: number }[];
  /** A token for each agent, who has two devices. */
  readonly agents: readonly string[];
  /** What customer and agent of each chat say, in turn. */
  readonly rounds: number;
  readonly kills: number;
  readonly cutEveryMs: number;
  /** From 0 to 1. */
  readonly roll: () => number;
}

/** What happened, and what must not have. */
export interface Count {
  said: number;
  saidTwice: number;
  cuts: number;
  kills: number;
  lost: number;
  duplicated: number;
  outOfOrder: number;
}

/**
 * People talk while sockets are cut all the time, one message in three is said twice and nodes are killed; afterwards what
 * every device has shown is compared with what is stored, and that with what was said.
 */
export async function chaos(cluster: Cluster, course: Chaos): Promise<Count> {
  const { chats, agents, rounds, kills, cutEveryMs, roll } = course;
  const one = <T>(of: readonly T[]) => of[Math.floor(roll() * of.length)]!;
  const anyNode = () => one(cluster.urls());
  const person = async (name: string, token: string, ids: readonly string[]) => {
    const client = await ChatClient.connect(anyNode(), token);
    for (const id of ids) await client.resume(id, 0);
    return new ChatPerson(name, client, ids, anyNode);
  };
  const customers = await Promise.all(chats.map(({ id, token }, n) => person(`customer-${n}`, token, [id])));
  const devices = await Promise.all(
    agents.map((token, agent) => {
      const ids = chats.filter((chat) => chat.agent === agent).map(({ id }) => id);
      return Promise.all([1, 2].map(() => person(`agent-${agent}`, token, ids)));
    }),
  );
  const everybody = [...customers, ...devices.flat()];
  const count: Count = { said: 0, saidTwice: 0, cuts: 0, kills: 0, lost: 0, duplicated: 0, outOfOrder: 0 };
  let talking = true;

  const say = async (speaker: ChatPerson, id: string, text: string) => {
    const twice = roll() < 1 / 3;
    await speaker.say(id, text, twice);
    count.said += 1;
    count.saidTwice += Number(twice);
  };
  const talks = chats.map(async ({ id, agent }, n) => {
    for (let round = 0; round < rounds; round += 1) {
      await say(customers[n]!, id, `c-${round}`);
      await say(devices[agent]![round % 2]!, id, `a-${round}`);
    }
  });
  const cutting = (async () => {
    for (; talking; count.cuts += 1) {
      await pause(cutEveryMs);
      one(everybody).client.cut();
    }
  })();
  for (; count.kills < kills; count.kills += 1) {
    await pause(cutEveryMs * 10);
    await cluster.killOne();
  }
  await Promise.all(talks).finally(() => (talking = false));
  await cutting;

  const stored = new Map<string, readonly MessageView[]>();
  for (const { id, agent } of chats) stored.set(id, await historyOf(anyNode(), id, agents[agent]!));
  await eventually('everybody has everything', () => hasEverything(everybody, stored), { within: 30_000 });
  for (const messages of stored.values()) compareSaid(messages, rounds, count);
  for (const each of everybody) compareShown(each, stored, count);
  await Promise.all(everybody.map(({ client }) => client.close()));
  return count;
}

async function historyOf(node: string, id: string, token: string): Promise<readonly MessageView[]> {
  const reader = new ApiClient(node, { authorization: `Bearer ${token}` });
  const messages: MessageView[] = [];
  for (let after: number | null = 0; after !== null;) {
    const url: string = `/api/v1/conversations/${id}/messages?after=${after}&limit=200`;
    const { body } = await reader.get<{ items: MessageView[]; next: number | null }>(url);
    messages.push(...body.items);
    after = body.next;
  }
  return messages;
}

async function hasEverything(everybody: readonly ChatPerson[], stored: ReadonlyMap<string, readonly MessageView[]>) {
  await Promise.all(everybody.map((each) => each.comeBack()));
  const lastSeqs = new Map(Array.from(stored, ([id, messages]) => [id, messages.at(-1)!.seq]));
  return everybody.every((each) => each.behind(lastSeqs).length === 0);
}

/** Everything once, in the order in which it was said: each speaks when the other was heard. */
function compareSaid(stored: readonly MessageView[], rounds: number, count: Count): void {
  const said = Array.from({ length: rounds }, (_, round) => [`c-${round}`, `a-${round}`]).flat();
  const kept = stored.filter(({ notice }) => notice === null).map(({ clientMsgId }) => clientMsgId);
  count.lost += said.filter((each) => !kept.includes(each)).length;
  count.duplicated += kept.length - new Set(kept).size;
  count.outOfOrder += said.filter((each, at) => kept[at] !== each).length;
}

function compareShown(
  { client, accepted }: ChatPerson,
  stored: ReadonlyMap<string, readonly MessageView[]>,
  count: Count,
) {
  count.duplicated += client.duplicates;
  count.outOfOrder += client.gaps;
  for (const seqs of accepted.values()) count.duplicated += seqs.size - 1;
  for (const [id, shown] of client.shown) {
    const wanted = stored.get(id)!;
    count.lost += wanted.length - shown.length;
    count.outOfOrder += shown.filter(({ clientMsgId }, at) => wanted[at]?.clientMsgId !== clientMsgId).length;
  }
}
