import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Device, type Hears, type Message } from './device.js';
import { inParallel } from './in-parallel.js';
import { Latency, type Percentiles } from './latency.js';

// Keeps chats going over two nodes and prints what it saw: node load.js <file>.
export interface Load {
  readonly nodes: readonly [string, string];
  readonly chats: readonly { readonly id: string; readonly token: string; readonly agent: number }[];
  /** A token for each agent, who is on both nodes with a device. */
  readonly agents: readonly string[];
  readonly perSecond: number;
  readonly ms: number;
  /** Messages on their way at once when nothing paces them. */
  readonly atOnce: number;
  /** Whether to cut everybody off, and let them come back. */
  readonly storm: boolean;
}

export interface Seen {
  readonly connections: number;
  readonly connectMs: number;
  readonly paced: { readonly perSecond: number; readonly sameNode: Percentiles; readonly crossNode: Percentiles };
  readonly fullSpeed: { readonly messagesPerSecond: number; readonly deliveriesPerSecond: number };
  readonly storm: { readonly connections: number; readonly ms: number; readonly missed: number } | null;
}

const TEXT = 'I ordered it last Monday, and it was to come on Thursday. Where is it? '.repeat(3).slice(0, 200);
const load = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Load;
const [one, other] = load.nodes;
const sent = new Map<string, { readonly at: number; readonly node: string; left: number }>();
const accepted = new Map<string, () => void>();
const latency = { same: new Latency(), cross: new Latency() };
/** So many miss a message while they are away. */
const MISSED = 100;
let count = 0;
let deliveries = 0;

const hears: Hears = {
  message: ({ clientMsgId }: Message, device) => {
    deliveries += 1;
    const message = sent.get(clientMsgId);
    if (message === undefined) return;
    (message.node === device.node ? latency.same : latency.cross).record(performance.now() - message.at);
    if ((message.left -= 1) === 0) sent.delete(clientMsgId);
  },
  accepted: (clientMsgId) => {
    accepted.get(clientMsgId)?.();
    accepted.delete(clientMsgId);
  },
};

/** Every customer is on one node, their agent on both. */
const customers = load.chats.map(({ token }, n) => new Device(n % 2 === 0 ? one : other, token, hears));
const agents = load.agents.flatMap((token) => [one, other].map((node) => new Device(node, token, hears)));
const chatsOf = (agent: number) => load.chats.filter((chat) => chat.agent === agent).map(({ id }) => id);
const everybody = [
  ...customers.map((device, n) => ({ device, ids: [load.chats[n]!.id] })),
  ...agents.map((device, n) => ({ device, ids: chatsOf(Math.floor(n / 2)) })),
];

function say(): Promise<void> {
  const n = Math.floor(Math.random() * load.chats.length);
  const { id, agent } = load.chats[n]!;
  const device = count % 2 === 0 ? customers[n]! : agents[agent * 2 + (count % 4 === 1 ? 0 : 1)]!;
  const clientMsgId = `${process.pid}-${(count += 1)}`;
  sent.set(clientMsgId, { at: performance.now(), node: device.node, left: 3 });
  const done = new Promise<void>((resolve) => accepted.set(clientMsgId, resolve));
  device.say(id, clientMsgId, TEXT);
  return done;
}

async function paced(perSecond: number, ms: number): Promise<void> {
  const begun = performance.now();
  for (let said = 0; performance.now() - begun < ms; await pause(5)) {
    const due = ((performance.now() - begun) / 1_000) * perSecond;
    for (; said < due; said += 1) void say();
  }
  while (accepted.size > 0) await pause(5);
}

async function unpaced(ms: number): Promise<void> {
  const end = performance.now() + ms;
  const keepSaying = async () => {
    while (performance.now() < end) await say();
  };
  await Promise.all(Array.from({ length: load.atOnce }, keepSaying));
}

async function connect(): Promise<number> {
  const begun = performance.now();
  await inParallel(everybody, 100, ({ device, ids }) => device.come(ids));
  return performance.now() - begun;
}

/** Every customer is cut off, some miss something meanwhile, and all come back at once. */
async function storm(): Promise<Seen['storm']> {
  const before = customers.map((device, n) => device.last.get(load.chats[n]!.id) ?? 0);
  for (const device of customers) device.cut();
  const missing = customers.slice(0, MISSED);
  for (const n of missing.keys()) {
    const { id, agent } = load.chats[n]!;
    const clientMsgId = `storm-${n}`;
    const done = new Promise<void>((resolve) => accepted.set(clientMsgId, resolve));
    agents[agent * 2]!.say(id, clientMsgId, TEXT);
    await done;
  }
  const begun = performance.now();
  await Promise.all(customers.map((device, n) => device.come([load.chats[n]!.id])));
  while (missing.some((device, n) => (device.last.get(load.chats[n]!.id) ?? 0) <= before[n]!)) await pause(5);
  return { connections: customers.length, ms: Math.round(performance.now() - begun), missed: missing.length };
}

const connectMs = await connect();
await paced(load.perSecond, load.ms / 3);
latency.same.reset();
latency.cross.reset();
console.log('paced');
await paced(load.perSecond, load.ms);
console.log('paced');
const percentiles = { sameNode: latency.same.percentiles(), crossNode: latency.cross.percentiles() };
const before = { count, deliveries };
const begun = performance.now();
await unpaced(load.ms);
const seconds = (performance.now() - begun) / 1_000;
const seen: Seen = {
  connections: everybody.length,
  connectMs: Math.round(connectMs),
  paced: { perSecond: load.perSecond, ...percentiles },
  fullSpeed: {
    messagesPerSecond: Math.round((count - before.count) / seconds),
    deliveriesPerSecond: Math.round((deliveries - before.deliveries) / seconds),
  },
  storm: load.storm ? await storm() : null,
};
console.log(JSON.stringify(seen));
process.exit();
