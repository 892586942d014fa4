import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import type { HoldingReceipt } from '#libs/personal-data/person-holding';
import { knownBy } from '#libs/personal-data/person-way';
import { PersonKeepers } from '#libs/web/personal/person-keepers';
import { Injectable } from '@nestjs/common';
import { VisitSchema } from './infra/visit.schema.js';
import { folderOf } from './signatures.js';

const WAY = { schema: VisitSchema, by: 'customerId' };

/** Images of what people signed with. */
@Injectable()
export class PersonSignatures {
  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    keepers: PersonKeepers,
  ) {
    keepers.of({ name: 'visit-signatures', erase: (customerId) => this.erase(customerId) });
  }

  async erase(customerId: string): Promise<HoldingReceipt> {
    const ids = await knownBy(await this.database.reader(), WAY, customerId);
    for (const id of ids) for await (const key of this.storage.list(folderOf(id))) await this.storage.delete(key);
    return { holding: 'visit-signatures', rows: ids.length, erased: ['content'], kept: 'record-of-service' };
  }
}
