import { Database } from '#libs/persistence/database';
import { actor } from '#libs/web/access/actor';
import { AuditSayings } from '#libs/web/audit/audit-sayings';
import { Injectable } from '@nestjs/common';
import { AccessWatch } from './access-watch.js';
import { ClearRecords } from './clear-records.js';
import { RevealBlocked } from './domain/reveal.errors.js';
import type { RevealBody } from './reveal.dto.js';

/** One field of one record, shown to one person for one purpose. */
@Injectable()
export class Reveals {
  constructor(
    private readonly database: Database,
    private readonly watch: AccessWatch,
    private readonly records: ClearRecords,
    private readonly sayings: AuditSayings,
  ) {}

  /** It is written down before it is shown: what was seen is in the trail, whatever comes in between. @throws RevealBlocked */
  async reveal({ resource, id, field, purpose }: RevealBody, address: string): Promise<string> {
    const permitted = await this.database.transaction(async () => {
      const may = await this.watch.looks(actor(), id);
      const after = { resource, field, shown: may };
      await this.sayings.say({
        ...{ action: 'personal-data:reveal', resourceId: id, before: null, after },
        ...{ reason: purpose, address },
      });
      return may;
    });
    if (!permitted) throw new RevealBlocked('You may not look at masked values until this is lifted.');
    return this.records.text(resource, id, field);
  }
}
