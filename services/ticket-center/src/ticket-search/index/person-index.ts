import { Database } from '#libs/persistence/database';
import type { HoldingReceipt } from '#libs/personal-data/person-holding';
import { knownBy } from '#libs/personal-data/person-way';
import { PersonKeepers } from '#libs/web/personal/person-keepers';
import { Injectable } from '@nestjs/common';
import { TICKETS_OF_PERSON } from '../../ticket/tickets-of-person.api.js';
import { SearchQueue } from './search-queue.js';

/** What a person's tickets were found by: they are read again, and what is not in them any more goes. */
@Injectable()
export class PersonIndex {
  constructor(
    private readonly database: Database,
    private readonly queue: SearchQueue,
    keepers: PersonKeepers,
  ) {
    keepers.of({ name: 'ticket-search', erase: (customerId) => this.erase(customerId) });
  }

  async erase(customerId: string): Promise<HoldingReceipt> {
    const ids = await knownBy(await this.database.reader(), TICKETS_OF_PERSON, customerId);
    for (const id of ids) await this.queue.changed(id);
    return { holding: 'ticket-search', rows: ids.length, erased: ['terms'], kept: 'nothing' };
  }
}
