import { Clock } from '#libs/kernel/clock';
import type { Live } from '#libs/discovery/config/live-value';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { QueryFailedError } from 'typeorm';
import { backlog, candidates, oneChunkOf, type Candidate } from './archive-candidates.js';
import { ArchiveMetrics } from './archive-metrics.js';
import type { ArchiveSettings } from '#libs/contracts/settings/process-archive';
import { ARCHIVE_SETTINGS, archivedBefore } from './archive-settings.js';
import { ENDED } from '../schema/process-instance.schema.js';
import { Archiver, ChangedMeanwhile, NotAsWritten } from './archiver.js';
import { ChunkDamaged } from './cold-chunks.js';

/** Merged at once. More gains little: what they have in common is kept once, and whoever looks one up inflates them all. */
const MERGED = 64;
/** Of one tenant in one round: then others get their turn. */
const CHUNKS = 200;

/** Whether there is still time for another chunk. */
export type GoesOn = () => Promise<boolean>;

/** Moves what ended long enough ago to the archive, chunk by chunk, in the tenant's context. */
@Injectable()
export class ArchiveSweep {
  constructor(
    private readonly archiver: Archiver,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: ArchiveMetrics,
    @Inject(ARCHIVE_SETTINGS) private readonly settings: Live<ArchiveSettings>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Answers how many are left. */
  async run(goesOn: GoesOn): Promise<number> {
    const before = archivedBefore(this.settings, currentTenant(), this.clock.now());
    let archived = 0;
    let left = CHUNKS;
    for (const state of ENDED) {
      for (let after: Candidate | undefined; left > 0 && (await goesOn()); left--) {
        const reader = await this.database.reader();
        const chunk = oneChunkOf(await candidates(reader, { state, before, after, most: MERGED }));
        if (chunk.length === 0) break;
        archived += await this.#archive(
          chunk.map(({ id }) => id),
          goesOn,
        );
        after = chunk.at(-1);
      }
    }
    if (archived > 0) this.logger.info({ instances: archived }, 'ended processes went to the archive');
    return backlog(await this.database.reader(), before);
  }

  /** Answers how many went. What cannot go together may go alone: only the poisonous one stays. */
  async #archive(ids: readonly string[], goesOn: GoesOn): Promise<number> {
    try {
      await this.archiver.archive(ids);
      this.metrics.archived(ids.length);
      return ids.length;
    } catch (error) {
      if (error instanceof ChangedMeanwhile) return 0;
      if (!isRefusal(error)) throw error;
      this.metrics.failed();
      this.logger.error(
        { err: error, instances: ids },
        'ended processes do not go to the archive, nothing was removed',
      );
    }
    let archived = 0;
    for (const id of ids.length > 1 ? ids : []) if (await goesOn()) archived += await this.#archive([id], goesOn);
    return archived;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof NotAsWritten || error instanceof ChunkDamaged || error instanceof QueryFailedError;
}
