import { join } from 'node:path';
import { OUTSIDE, type Contender } from './contenders.js';
import type { Load, Seen } from './load.js';
import { PinnedProcess } from './processes.js';

export interface Sample extends Seen {
  readonly cpuUs: number;
}

export interface Summary {
  readonly requestsPerSecond: number;
  /** Throughput, compared with asking the service directly. */
  readonly ofDirect: number;
  /** CPU time per request of the process that is measured; for `direct`, the service's. */
  readonly cpuUsPerRequest: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
}

/** Asks one of them for so long, from a process of its own. */
export async function sample({ url, process }: Contender, load: Omit<Load, 'url'>): Promise<Sample> {
  const asked: Load = { ...load, url };
  const client = PinnedProcess.node(OUTSIDE, join(import.meta.dirname, 'load.js'), JSON.stringify(asked));
  await client.line();
  const before = process.cpuMs();
  const seen = JSON.parse(await client.line()) as Seen;
  return { ...seen, cpuUs: ((process.cpuMs() - before) * 1_000) / seen.requests };
}

/** Of each the best, because others on the machine only ever make it worse. */
export function summary(samples: readonly Sample[], directPerSecond: number): Summary {
  const throughput = perSecond(samples);
  const least = (of: (sample: Sample) => number, digits: number) => rounded(Math.min(...samples.map(of)), digits);
  return {
    requestsPerSecond: Math.round(throughput),
    ofDirect: rounded(throughput / directPerSecond, 2),
    cpuUsPerRequest: least(({ cpuUs }) => cpuUs, 1),
    p50Ms: least(({ p50Ms }) => p50Ms, 2),
    p99Ms: least(({ p99Ms }) => p99Ms, 2),
    failures: samples.reduce((sum, { failures }) => sum + failures, 0),
  };
}

/** Of the best sample. */
export function perSecond(samples: readonly Sample[]): number {
  return Math.max(...samples.map(({ requests, seconds }) => requests / seconds));
}

export function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
