import { storedBytes } from '#libs/persistence/rows/stored-bytes';
import { Database } from '#libs/persistence/database';
import { TenantQuotas } from '#libs/web/tenant/tenant-quotas';
import { Injectable } from '@nestjs/common';
import { RecordingSchema } from './infra/recording.schema.js';

/** The quota of recordings is of those that are not erased; who announces one takes its place. */
@Injectable()
export class RecordingQuota {
  constructor(
    private readonly quotas: TenantQuotas,
    database: Database,
  ) {
    quotas.measuredBy('recordingBytes', () => storedBytes(database, RecordingSchema, 'erasedAt', [null]));
  }

  /** @throws QuotaExceeded */
  async requireRoom(bytes: number): Promise<void> {
    await this.quotas.take('recordingBytes', bytes);
  }
}
