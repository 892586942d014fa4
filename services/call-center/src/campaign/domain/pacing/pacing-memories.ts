import type { PacingMemory } from './pace.js';

/** Where what the dialer remembers of a campaign outlives its process. */
export abstract class PacingMemories {
  abstract of(campaignId: string): Promise<PacingMemory | null>;
  abstract keep(campaignId: string, memory: PacingMemory): Promise<void>;
}
