import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { callCenter } from '../services/call-center/src/service.js';
import { chaos, type Count } from '../services/call-center/test/conversation/chat-chaos.js';
import { TENANT, type ChatNodeOptions } from '../services/call-center/test/conversation/chat-node.js';
import { openChats, type Chats } from './chat/chats.js';
import type { Idle } from './chat/idle.js';
import { Issuer } from './chat/issuer.js';
import type { Load, Seen } from './chat/load.js';
import { databaseUrl, redisUrl } from './config.js';
import { isPinned, PinnedProcess } from './gateway/processes.js';
import type { Measured } from './runner.js';
import { atLeast, atMost } from './target.js';

const PACE = {
  chats: 1_000,
  perSecond: 500,
  ms: 10_000,
  atOnce: 100,
  idle: 10_000,
  chaosChats: 40,
  rounds: 40,
  kills: 3,
};
const SMOKE = { chats: 20, perSecond: 100, ms: 400, atOnce: 10, idle: 100, chaosChats: 4, rounds: 5, kills: 1 };
type Pace = typeof PACE;

interface Node {
  readonly process: PinnedProcess;
  readonly url: string;
}

/**
 * Chat over two nodes with everything on (tokens, MariaDB, Redis), beside a relay that only passes frames on in one process,
 * under the same load in the same run: times from saying to hearing, CPU and memory; then what a run of accidents costs.
 */
export async function bench(args: string[]): Promise<Measured> {
  const pace = args.includes('--smoke') ? SMOKE : PACE;
  const issuer = await Issuer.start();
  const options = whereOf(issuer);
  const nodes = [await startNode(0, options), await startNode(1, options)];
  try {
    const chats = await openChats(nodes[0]!.url, issuer, pace.chats);
    const chat = said('chat', await measured(nodes, chats, pace));
    const relay = said('relay', await relayed(chats, pace));
    const accidents = said('accidents', await accidentsOf(nodes, options, issuer, pace));
    const idle = said('idle', await idleMemory(options, chats, pace.idle));
    const { sameNode, crossNode } = chat.paced;
    const storm = chat.storm!;
    return {
      results: { pinned: isPinned(), chat, relay, idle, accidents },
      targets: [
        atMost('p99 on the same node, ms', sameNode.p99Ms, 50),
        atMost('p99 across nodes, ms', crossNode.p99Ms, 100),
        atLeast('idle connections of one process', idle.connections, 10_000),
        atMost('all back after a cut of everybody, ms', storm.ms, 5_000),
        ...(['lost', 'duplicated', 'outOfOrder'] as const).map((each) => atMost(each, accidents[each], 0)),
      ],
    };
  } finally {
    for (const { process } of nodes) process.stop();
    issuer.close();
    await remove(options.database);
  }
}

function said<Result>(what: string, result: Result): Result {
  console.log(`${what}: ${JSON.stringify(result)}`);
  return result;
}

function whereOf({ url }: Issuer): ChatNodeOptions {
  const namespace = `bench${Date.now()}-`;
  return { database: { url: databaseUrl(), namespace }, redis: { url: redisUrl(), namespace }, issuer: url };
}

async function startNode(cpu: number, options: ChatNodeOptions): Promise<Node> {
  const process = PinnedProcess.node(cpu, file('node.js'), JSON.stringify(options));
  return { process, ...(JSON.parse(await process.line()) as { url: string }) };
}

async function measured(nodes: readonly Node[], chats: Chats, pace: Pace) {
  const memory = nodes.map(({ process }) => process.memoryMiB());
  const [one, other] = nodes.map(({ url }) => url) as [string, string];
  const load: Load = { ...pace, ...chats, nodes: [one, other], storm: true };
  const { seen, cpuUsPerMessage } = await under(nodes, load);
  return {
    ...seen,
    cpuUsPerMessage,
    memoryMiB: { before: memory, after: nodes.map(({ process }) => process.memoryMiB()) },
  };
}

async function relayed(chats: Chats, pace: Pace) {
  const process = PinnedProcess.node(1, file('relay.js'));
  const { url } = JSON.parse(await process.line()) as { url: string };
  const load: Load = { ...pace, ...chats, nodes: [url, url], storm: false };
  const { seen, cpuUsPerMessage } = await under([{ process, url }], load);
  process.stop();
  return { ...seen, cpuUsPerMessage };
}

/** The CPU time of all nodes together, of the paced part. */
async function under(nodes: readonly Node[], load: Load): Promise<{ seen: Seen; cpuUsPerMessage: number }> {
  const client = PinnedProcess.node(0, file('load.js'), written(load));
  await client.line();
  const cpuMs = () => nodes.reduce((sum, { process }) => sum + process.cpuMs(), 0);
  const before = cpuMs();
  await client.line();
  const used = cpuMs() - before;
  const seen = JSON.parse(await client.line()) as Seen;
  return { seen, cpuUsPerMessage: Math.round((used * 1_000) / ((load.perSecond * load.ms) / 1_000)) };
}

/** What connections cost that attend a chat and say nothing, on a node that has done nothing else. */
async function idleMemory(options: ChatNodeOptions, { chats }: Chats, connections: number) {
  const { process, url } = await startNode(1, options);
  const before = process.memoryMiB();
  const idle: Idle = { node: url, chats, connections };
  const begun = performance.now();
  const client = PinnedProcess.node(0, file('idle.js'), written(idle));
  await client.line();
  const openMs = Math.round(performance.now() - begun);
  const memoryMiB = process.memoryMiB();
  client.stop();
  process.stop();
  return { connections, openMs, memoryMiB, kibPerConnection: Math.round(((memoryMiB - before) * 1_024) / connections) };
}

async function accidentsOf(nodes: Node[], options: ChatNodeOptions, issuer: Issuer, pace: Pace): Promise<Count> {
  const { chats, agents } = await openChats(nodes[0]!.url, issuer, pace.chaosChats);
  const cluster = {
    urls: () => nodes.map(({ url }) => url),
    killOne: async () => {
      nodes.shift()!.process.stop();
      nodes.push(await startNode(0, options));
    },
  };
  const { rounds, kills } = pace;
  return chaos(cluster, { chats, agents, rounds, kills, cutEveryMs: 40, roll: Math.random });
}

async function remove(database: ChatNodeOptions['database']): Promise<void> {
  const remover = new MysqlDatabase(callCenter.database, database);
  await Promise.all([TENANT, 'platform'].map((tenant) => remover.drop(tenant)));
  await remover.close();
}

/** Longer than a command line may be. */
function written(what: Load | Idle): string {
  const path = join(mkdtempSync(join(tmpdir(), 'switchboard-bench-')), 'load.json');
  writeFileSync(path, JSON.stringify(what));
  return path;
}

function file(name: string): string {
  return join(import.meta.dirname, 'chat', name);
}
