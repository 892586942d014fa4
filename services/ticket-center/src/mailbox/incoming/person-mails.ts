import { ObjectStorage } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import type { HoldingReceipt } from '#libs/personal-data/person-holding';
import { knownBy, type PersonWay } from '#libs/personal-data/person-way';
import { PersonKeepers } from '#libs/web/personal/person-keepers';
import { Injectable } from '@nestjs/common';
import { TICKETS_OF_PERSON } from '../../ticket/tickets-of-person.api.js';
import { IncomingMailSchema } from './incoming-mail.schema.js';

const WAY: PersonWay = { schema: IncomingMailSchema, by: 'ticketId', through: TICKETS_OF_PERSON };

/** Messages as they came, with their pictures and files. */
@Injectable()
export class PersonMails {
  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    keepers: PersonKeepers,
  ) {
    keepers.of({ name: 'mail-sources', erase: (customerId) => this.erase(customerId) });
  }

  async erase(customerId: string): Promise<HoldingReceipt> {
    const ids = await knownBy(await this.database.reader(), WAY, customerId);
    for (const id of ids) {
      for await (const key of this.storage.list(`mail/${id}`)) await this.storage.delete(key);
      await this.database.transaction((tx) =>
        tx.update(IncomingMailSchema, { id }, { sourceKey: null, hasHtml: false }),
      );
    }
    return { holding: 'mail-sources', rows: ids.length, erased: ['content'], kept: 'record-of-service' };
  }
}
