import { join } from 'node:path';
import type { Load, Seen } from './gateway/load.js';
import { hasNginx, startNginx } from './gateway/nginx.js';
import { isPinned, PinnedProcess } from './gateway/processes.js';
import type { Measured } from './runner.js';
import { atLeast } from './target.js';

/** The service and whoever asks it share one CPU, what stands between them has the other. */
const OUTSIDE = 0;
const BETWEEN = 1;
const PATHS = { '300 B': '/api/v1/tickets/7', '20 KB': '/api/v1/tickets' };
const CONNECTIONS = 50;
/** The first warm-up is for the compiler of the contenders, those before each round for the one of the load. */
const PACE = { firstWarmUpMs: 1_500, rounds: 3, warmUpMs: 300, ms: 1_500 };
const SMOKE = { firstWarmUpMs: 600, rounds: 1, warmUpMs: 150, ms: 400 };

/** Something that answers: the service itself, or what stands before it. */
interface Contender {
  readonly name: string;
  readonly url: string;
  readonly token?: string;
  /** Whose CPU time is told. */
  readonly process: PinnedProcess;
}

interface Sample extends Seen {
  readonly cpuUs: number;
}

/**
 * What it costs to go through the gateway, everything on, against asking the service directly, in the same run: contenders
 * take turns, and of each the best round counts, because others on the machine only ever make it worse.
 */
export async function bench(args: string[]): Promise<Measured> {
  const pace = args.includes('--smoke') ? SMOKE : PACE;
  const contenders = await start();
  try {
    for (const each of contenders) await sample(each, PATHS['300 B'], { warmUpMs: pace.firstWarmUpMs, ms: 1 });
    const bodies: Record<string, Record<string, Summary>> = {};
    for (const [size, path] of Object.entries(PATHS)) bodies[size] = await compare(contenders, path, pace);
    const ratio = bodies['300 B']!['gateway']!.ofDirect;
    const gateway = contenders.find(({ name }) => name === 'gateway')!;
    return {
      results: { ...notes(), connections: CONNECTIONS, gatewayMemoryMiB: gateway.process.memoryMiB(), bodies },
      targets: [atLeast('throughput through the gateway, of direct, 300 B', ratio, 0.65)],
    };
  } finally {
    for (const { process } of contenders) process.stop();
  }
}

function notes(): Record<string, unknown> {
  return {
    pinned: isPinned() ? 'service and load on CPU 0, proxies on CPU 1' : 'no: taskset or a second CPU is missing',
    ...(!hasNginx() && { nginx: 'skipped: not installed' }),
  };
}

async function start(): Promise<Contender[]> {
  const node = (cpu: number, file: string, ...args: string[]) =>
    PinnedProcess.node(cpu, join(import.meta.dirname, file), ...args);
  const service = node(OUTSIDE, 'gateway/upstream.js');
  const { url } = await saidBy(service);
  const bare = node(BETWEEN, 'gateway/bare-proxy.js', url);
  const gateway = node(BETWEEN, '../services/gateway/test/lone-gateway.js', url);
  const nginx = hasNginx() ? [{ name: 'nginx', ...(await startNginx(BETWEEN, url)) }] : [];
  return [
    { name: 'direct', url, process: service },
    ...nginx,
    { name: 'bare undici.dispatch', ...(await saidBy(bare)), process: bare },
    { name: 'gateway', ...(await saidBy(gateway)), process: gateway },
  ];
}

async function saidBy(process: PinnedProcess): Promise<{ url: string; token?: string }> {
  return JSON.parse(await process.line()) as { url: string; token?: string };
}

interface Summary {
  readonly requestsPerSecond: number;
  /** Throughput, compared with asking the service directly. */
  readonly ofDirect: number;
  /** CPU time per request of the process that is measured; for `direct`, the service's. */
  readonly cpuUsPerRequest: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
}

async function compare(contenders: readonly Contender[], path: string, pace: typeof PACE) {
  const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const contender of contenders) samples.get(contender.name)!.push(await sample(contender, path, pace));
  }
  const direct = best(samples.get('direct')!, perSecond);
  const summaries = Array.from(samples, ([name, taken]) => [name, summary(taken, direct)] as const);
  for (const [name, { requestsPerSecond, ofDirect, cpuUsPerRequest }] of summaries) {
    console.log(`${path} ${name}: ${requestsPerSecond}/s, ${ofDirect} of direct, ${cpuUsPerRequest} µs CPU`);
  }
  return Object.fromEntries(summaries);
}

async function sample(
  { url, token, process }: Contender,
  path: string,
  pace: Pick<Load, 'warmUpMs' | 'ms'>,
): Promise<Sample> {
  const load: Load = { url, path, token, connections: CONNECTIONS, warmUpMs: pace.warmUpMs, ms: pace.ms };
  const client = PinnedProcess.node(OUTSIDE, join(import.meta.dirname, 'gateway/load.js'), JSON.stringify(load));
  await client.line();
  const before = process.cpuMs();
  const seen = JSON.parse(await client.line()) as Seen;
  return { ...seen, cpuUs: ((process.cpuMs() - before) * 1_000) / seen.requests };
}

function summary(samples: readonly Sample[], direct: number): Summary {
  const throughput = best(samples, perSecond);
  const least = (of: (sample: Sample) => number) => Math.min(...samples.map(of));
  return {
    requestsPerSecond: Math.round(throughput),
    ofDirect: rounded(throughput / direct, 2),
    cpuUsPerRequest: rounded(
      least(({ cpuUs }) => cpuUs),
      1,
    ),
    p50Ms: rounded(
      least(({ p50Ms }) => p50Ms),
      2,
    ),
    p99Ms: rounded(
      least(({ p99Ms }) => p99Ms),
      2,
    ),
    failures: samples.reduce((sum, { failures }) => sum + failures, 0),
  };
}

function perSecond({ requests, seconds }: Sample): number {
  return requests / seconds;
}

function best(samples: readonly Sample[], of: (sample: Sample) => number): number {
  return Math.max(...samples.map(of));
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
