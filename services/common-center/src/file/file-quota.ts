import { storedBytes } from '#libs/persistence/rows/stored-bytes';
import { Database } from '#libs/persistence/database';
import { TenantQuotas } from '#libs/web/tenant/tenant-quotas';
import { Injectable } from '@nestjs/common';
import { FileSchema } from './file.schema.js';

/** The quota of files is of what lies in storage. */
@Injectable()
export class FileQuota {
  constructor(
    private readonly quotas: TenantQuotas,
    database: Database,
  ) {
    quotas.measuredBy('fileBytes', () => storedBytes(database, FileSchema, 'state', ['quarantined', 'clean']));
  }

  /** @throws QuotaExceeded */
  async requireRoom(bytes: number): Promise<void> {
    await this.quotas.take('fileBytes', bytes);
  }
}
