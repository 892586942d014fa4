import { createHash, createHmac } from 'node:crypto';
import { draw, inOrderOf, type SampleSize } from '#libs/quality-rules/sampling/draw';
import { sampleSize } from '#libs/quality-rules/statistics/intervals';
import type { Candidate, PlannedSize } from './plan.schema.js';

/** What is told before the draw: whoever learns the seed later finds that it is the same. */
export function commitmentTo(seed: string): string {
  return sha256(seed);
}

/** The same whatever order they come in. */
export function populationHash(candidates: readonly Candidate[]): string {
  const lines = candidates.map(({ key, agentId, stratum }) => `${key}\t${agentId}\t${stratum}`);
  return sha256(lines.toSorted().join('\n'));
}

/** The keys that a seed draws of a population: those of each stratum whose HMAC-SHA-256 with the seed is lowest. */
export function drawnBy(seed: string, candidates: readonly Candidate[], size: PlannedSize): string[] {
  const drawn = draw(candidates, sizeOf(size, candidates.length), rankBy(seed), ({ stratum }) => stratum);
  return inOrderOf(drawn, rankBy(seed)).map(({ key }) => key);
}

/** The next of an agent's that the same seed would have drawn. */
export function nextOf(seed: string, candidates: readonly Candidate[], taken: ReadonlySet<string>, count: number) {
  const open = candidates.filter(({ key }) => !taken.has(key));
  return inOrderOf(open, rankBy(seed))
    .slice(0, count)
    .map(({ key }) => key);
}

function rankBy(seed: string): (key: string) => string {
  return (key) => createHmac('sha256', seed).update(key).digest('hex');
}

function sizeOf(size: PlannedSize, population: number): SampleSize {
  if ('percent' in size) return { total: Math.ceil((population * size.percent) / 100) };
  if ('error' in size) return { total: sampleSize(size.error / 100, { population: Math.max(1, population) }) };
  return size;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
