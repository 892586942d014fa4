import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import type { HoldingReceipt } from '#libs/personal-data/person-holding';
import { knownBy } from '#libs/personal-data/person-way';
import { PersonKeepers } from '#libs/web/personal/person-keepers';
import { Injectable } from '@nestjs/common';
import { CONTACTS_OF_PERSON } from '../contact/contacts-of-person.api.js';
import { RecordingObjects } from './content/recording-objects.js';
import { GONE } from './domain/recording-status.js';
import { Recordings } from './domain/recording.repository.js';
import { RecordingSchema } from './infra/recording.schema.js';

const WHY = 'person-erased';
const WAY = { schema: RecordingSchema, by: 'contactId', through: CONTACTS_OF_PERSON };

/** Recordings and transcripts of a person are erased with the rest, but for what a legal hold keeps. */
@Injectable()
export class PersonRecordings {
  constructor(
    private readonly database: Database,
    private readonly recordings: Recordings,
    private readonly objects: RecordingObjects,
    private readonly clock: Clock,
    keepers: PersonKeepers,
  ) {
    keepers.of({ name: 'recordings', erase: (customerId) => this.erase(customerId) });
  }

  async erase(customerId: string): Promise<HoldingReceipt> {
    const ids = await knownBy(await this.database.reader(), WAY, customerId);
    let held = 0;
    for (const id of ids) if (!(await this.#erase(id))) held++;
    const kept = held > 0 ? 'legal-hold' : 'record-of-service';
    return { holding: 'recordings', rows: ids.length - held, erased: ['content', 'transcripts'], kept };
  }

  /** Deleted before it is erased, so that an upload that still runs is refused. @returns false where a hold keeps it */
  async #erase(id: string): Promise<boolean> {
    const now = this.clock.now();
    const row = () => this.database.reader().then((db) => db.findOneByOrFail(RecordingSchema, { id }));
    const { holds, status } = await row();
    if (holds.length > 0) return false;
    if (!GONE.includes(status)) await this.recordings.update(id, (each) => each.delete('system', WHY, now));
    await this.objects.eraseAll(id);
    // Parts of an upload that is just being written come later: the sweep erases those, when it is due.
    const { dueAt } = await row();
    if (dueAt === null || dueAt <= now) await this.recordings.update(id, (each) => each.erased(now));
    return true;
  }
}
