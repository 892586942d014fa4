import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import type { HoldingReceipt } from '#libs/personal-data/person-holding';
import { knownBy, type PersonWay } from '#libs/personal-data/person-way';
import { PersonKeepers } from '#libs/web/personal/person-keepers';
import { Injectable } from '@nestjs/common';
import { TICKETS_OF_PERSON } from '../ticket/tickets-of-person.api.js';
import { AttachmentObjects } from './content/attachment-objects.js';
import { AttachmentStore } from './domain/attachment.repository.js';
import { AttachmentSchema } from './infra/attachment.schema.js';

const WAY: PersonWay = { schema: AttachmentSchema, by: 'ticketId', through: TICKETS_OF_PERSON };

/** Files on the tickets of a person. */
@Injectable()
export class PersonAttachments {
  constructor(
    private readonly database: Database,
    private readonly attachments: AttachmentStore,
    private readonly objects: AttachmentObjects,
    private readonly clock: Clock,
    keepers: PersonKeepers,
  ) {
    keepers.of({ name: 'attachment-files', erase: (customerId) => this.erase(customerId) });
  }

  async erase(customerId: string): Promise<HoldingReceipt> {
    const ids = await knownBy(await this.database.reader(), WAY, customerId);
    for (const id of ids) {
      const now = this.clock.now();
      // One that is just being received is given up by the sweep, with all that came of it.
      await this.attachments.update(id, (attachment) => {
        if (attachment.state === 'kept') attachment.delete('system', 'person-erased', now);
      });
      await this.objects.erase(id);
    }
    return { holding: 'attachment-files', rows: ids.length, erased: ['content'], kept: 'record-of-service' };
  }
}
