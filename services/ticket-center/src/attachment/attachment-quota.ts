import { storedBytes } from '#libs/persistence/rows/stored-bytes';
import { Database } from '#libs/persistence/database';
import { TenantQuotas } from '#libs/web/tenant/tenant-quotas';
import { Injectable } from '@nestjs/common';
import { AttachmentSchema } from './infra/attachment.schema.js';

/** The quota of attachments is of those that are kept. */
@Injectable()
export class AttachmentQuota {
  constructor(
    private readonly quotas: TenantQuotas,
    database: Database,
  ) {
    quotas.measuredBy('attachmentBytes', () => storedBytes(database, AttachmentSchema, 'state', ['kept']));
  }

  /** @throws QuotaExceeded */
  async requireRoom(bytes: number): Promise<void> {
    await this.quotas.take('attachmentBytes', bytes);
  }
}
