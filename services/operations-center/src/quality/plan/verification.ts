import { Injectable } from '@nestjs/common';
import type { DrawRow } from './plan.schema.js';
import { Population } from './population.js';
import { commitmentTo, drawnBy, nextOf, populationHash } from './seeded.js';

/** Draws again. */
@Injectable()
export class Verification {
  constructor(private readonly population: Population) {}

  /** Whether the seed is the one committed to, the population as it was, and the sample what both give. */
  async of({ id, seed, commitment, populationHash: hash, content, drawn, more, state }: DrawRow) {
    const isDrawn = state !== 'committed';
    const candidates = await this.population.kept(id);
    const again = isDrawn ? drawnBy(seed, candidates, content.size) : [];
    const parts = {
      seedIsCommitted: isDrawn && commitmentTo(seed) === commitment,
      populationIsKept: isDrawn && populationHash(candidates) === hash,
      sampleIsDrawn: isDrawn && again.join() === drawn.join(),
      moreFollows: isDrawn && isNextOf(seed, candidates, drawn, more),
    };
    return { ...parts, verified: Object.values(parts).every(Boolean), again };
  }
}

/** Of each agent, what was drawn in addition is what the same order gives next. */
function isNextOf(
  seed: string,
  candidates: Parameters<typeof nextOf>[1],
  drawn: readonly string[],
  more: readonly string[],
): boolean {
  const taken = new Set(drawn);
  const added = new Set(more);
  const byAgent = Map.groupBy(candidates, ({ agentId }) => agentId);
  return [...byAgent.values()].every((theirs) => {
    const count = theirs.filter(({ key }) => added.has(key)).length;
    return nextOf(seed, theirs, taken, count).every((key) => added.has(key));
  });
}
