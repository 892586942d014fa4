import { join } from 'node:path';
import type { OutsideParts } from '../../services/gateway/test/lone-gateway.js';
import { redisUrl } from '../config.js';
import { hasNginx, startNginx } from './nginx.js';
import { PinnedProcess } from './processes.js';
import { hasRedis } from './redis.js';

/** The service and whoever asks it share one CPU, what stands between them has the other. */
export const OUTSIDE = 0;
const BETWEEN = 1;
export const MANY_ROUTES = 10_000;
export const WITH_PARTS = 'gateway, Redis and traces';

/** Something that answers: the service itself, or what stands before it. */
export interface Contender {
  readonly name: string;
  readonly url: string;
  /** Whose CPU time is told. */
  readonly process: PinnedProcess;
}

/** All are asked with the same header fields; the gateways read the token. */
export interface Field {
  readonly contenders: readonly Contender[];
  readonly tokens: ReadonlyMap<string, string>;
  stop(): void;
}

/** The service alone and behind each kind of proxy, and a gateway before a service of {@link MANY_ROUTES} routes. */
export async function startField(): Promise<Field> {
  const service = node(OUTSIDE, 'upstream.js');
  const wide = node(OUTSIDE, 'upstream.js', String(MANY_ROUTES));
  const [{ url }, { url: wideUrl }] = [await saidBy(service), await saidBy(wide)];
  const bare = node(BETWEEN, 'bare-proxy.js', url);
  const replyFrom = node(BETWEEN, 'reply-from-proxy.js', url);
  const gateway = node(BETWEEN, GATEWAY, url);
  const wideGateway = node(BETWEEN, GATEWAY, wideUrl);
  const said = { gateway: await saidBy(gateway), wide: await saidBy(wideGateway) };
  const nginx = hasNginx() ? [{ name: 'nginx', ...(await startNginx(BETWEEN, url)) }] : [];
  const withParts = await gatewayWithParts(url);
  const contenders = [
    { name: 'direct', url, process: service },
    ...nginx,
    { name: 'bare undici.dispatch', ...(await saidBy(bare)), process: bare },
    { name: 'bare reply-from', ...(await saidBy(replyFrom)), process: replyFrom },
    { name: 'gateway', url: said.gateway.url, process: gateway },
    { name: `gateway, ${MANY_ROUTES} routes`, url: said.wide.url, process: wideGateway },
    ...withParts.map(({ gateway: process, url }) => ({ name: WITH_PARTS, url, process })),
  ];
  const tokens = new Map(contenders.map(({ name }) => [name, said.gateway.token!]));
  tokens.set(`gateway, ${MANY_ROUTES} routes`, said.wide.token!);
  for (const { token } of withParts) tokens.set(WITH_PARTS, token);
  const processes = [...contenders.map(({ process }) => process), wide, ...withParts.map(({ sink }) => sink)];
  return { contenders, tokens, stop: () => processes.forEach((each) => each.stop()) };
}

/** One that counts limits in the real Redis and sends a trace of each request to a collector; none where Redis is not. */
async function gatewayWithParts(upstream: string) {
  if (!(await hasRedis())) return [];
  const sink = node(OUTSIDE, 'otlp-sink.js');
  const redis = { url: redisUrl(), namespace: `bench-${crypto.randomUUID()}-` };
  const parts: OutsideParts = { redis, traces: (await saidBy(sink)).url };
  const gateway = node(BETWEEN, GATEWAY, upstream, '{}', JSON.stringify(parts));
  const { url, token } = await saidBy(gateway);
  return [{ gateway, sink, url, token: token! }];
}

const GATEWAY = '../../services/gateway/test/lone-gateway.js';

function node(cpu: number, file: string, ...args: string[]): PinnedProcess {
  return PinnedProcess.node(cpu, join(import.meta.dirname, file), ...args);
}

async function saidBy(process: PinnedProcess): Promise<{ url: string; token?: string }> {
  return JSON.parse(await process.line()) as { url: string; token?: string };
}
