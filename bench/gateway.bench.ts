import { MANY_ROUTES, startField, WITH_PARTS, type Field } from './gateway/contenders.js';
import { hasNginx } from './gateway/nginx.js';
import { isPinned } from './gateway/processes.js';
import { perSecond, rounded, sample, summary, type Sample, type Summary } from './gateway/sample.js';
import type { Measured } from './runner.js';
import { atLeast, atMost } from './target.js';

const PATHS = { '300 B': '/api/v1/tickets/7', '20 KB': '/api/v1/tickets' };
const CONNECTIONS = 50;
interface Pace {
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly ms: number;
}

/**
 * The first warm-up is for the compiler of the contenders, those before each round for the one of the load. How much they can do is asked
 * in many short turns: of a machine that others use some are undisturbed.
 */
const PACES = {
  first: { rounds: 1, warmUpMs: 2_500, ms: 100 },
  most: { rounds: 20, warmUpMs: 150, ms: 400 },
  half: { rounds: 12, warmUpMs: 200, ms: 800 },
};
const SHORT = { rounds: 1, warmUpMs: 150, ms: 400 };
const SMOKE: typeof PACES = { first: { rounds: 1, warmUpMs: 600, ms: 100 }, most: SHORT, half: SHORT };

type Summaries = Readonly<Record<string, Summary>>;

/**
 * What it costs to go through the gateway, everything on and without or with what it shares limits by and sends traces to, against asking the service directly and against other proxies, in
 * the same run: contenders take turns, and of each the best round counts. The latency is of half the load that the gateway
 * can take, the same for all.
 */
export async function bench(args: string[]): Promise<Measured> {
  const paces = args.includes('--smoke') ? SMOKE : PACES;
  const field = await startField();
  try {
    await compare(field, PATHS['300 B'], paces.first);
    const bodies: Record<string, Summaries> = {};
    for (const [size, path] of Object.entries(PATHS)) bodies[size] = await compare(field, path, paces.most);
    const small = bodies['300 B']!;
    for (const [name, { requestsPerSecond, ofDirect, cpuUsPerRequest }] of Object.entries(small))
      console.log(`${name}: ${requestsPerSecond}/s, ${ofDirect} of direct, ${cpuUsPerRequest} µs CPU`);
    const perSecond = Math.round(small['gateway']!.requestsPerSecond / 2);
    const atHalfLoad = await compare(field, PATHS['300 B'], paces.half, perSecond);
    const gateway = field.contenders.find(({ name }) => name === 'gateway')!;
    return {
      results: {
        ...notes(field),
        connections: CONNECTIONS,
        gatewayMemoryMiB: gateway.process.memoryMiB(),
        bodies,
        halfLoad: { perSecond, ...atHalfLoad },
      },
      targets: targets(small, atHalfLoad),
    };
  } finally {
    field.stop();
  }
}

function targets(small: Summaries, atHalfLoad: Summaries) {
  const gateway = small['gateway']!;
  const cpuOf = (name: string) => small[name]!.cpuUsPerRequest;
  const overBare = rounded(gateway.cpuUsPerRequest / cpuOf('bare undici.dispatch'), 2);
  const withParts = small[WITH_PARTS] && rounded(small[WITH_PARTS].cpuUsPerRequest / cpuOf('bare undici.dispatch'), 2);
  const withMany = rounded(cpuOf(`gateway, ${MANY_ROUTES} routes`) / gateway.cpuUsPerRequest, 2);
  const overNginx = atHalfLoad['nginx'] && rounded(atHalfLoad['gateway']!.p99Ms / atHalfLoad['nginx'].p99Ms, 2);
  return [
    atLeast('throughput through the gateway, of direct, 300 B', gateway.ofDirect, 0.65),
    atMost('CPU of the gateway, of bare undici.dispatch, 300 B', overBare, 1.5),
    ...(withParts === undefined
      ? []
      : [atMost(`CPU of the ${WITH_PARTS}, of bare undici.dispatch, 300 B`, withParts, 1.5)]),
    atMost(`CPU with ${MANY_ROUTES} routes, of that with 10`, withMany, 1.1),
    ...(overNginx === undefined ? [] : [atMost("p99 at half load, of nginx's", overNginx, 2)]),
  ];
}

function notes({ contenders }: Field): Record<string, unknown> {
  return {
    pinned: isPinned() ? 'service and load on CPU 0, proxies on CPU 1' : 'no: taskset or a second CPU is missing',
    ...(!hasNginx() && { nginx: 'skipped: not installed' }),
    ...(!contenders.some(({ name }) => name === WITH_PARTS) && { [WITH_PARTS]: 'skipped: no Redis' }),
  };
}

async function compare(
  { contenders, tokens }: Field,
  path: string,
  { rounds, warmUpMs, ms }: Pace,
  pacePerSecond?: number,
): Promise<Summaries> {
  const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      const token = tokens.get(contender.name)!;
      const paced = pacePerSecond === undefined ? {} : { perSecond: pacePerSecond };
      const load = { path, token, connections: CONNECTIONS, warmUpMs, ms, ...paced };
      samples.get(contender.name)!.push(await sample(contender, load));
    }
  }
  const direct = perSecond(samples.get('direct')!);
  return Object.fromEntries(Array.from(samples, ([name, taken]) => [name, summary(taken, direct)]));
}
