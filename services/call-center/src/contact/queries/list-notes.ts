import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MoreThan } from 'typeorm';
import { ContactJournalSchema } from '../infra/contact.schema.js';
import type { NoteFilter } from '../supervision.dto.js';

interface Note {
  readonly id: string;
  readonly by: string;
  readonly text: string;
  readonly at: string;
}

export class ListNotes extends Query<Page<Note>> {
  constructor(
    readonly contactId: string,
    readonly filter: NoteFilter,
  ) {
    super();
  }
}

/** What supervisors whispered, out of the contact's journal. */
@QueryHandler(ListNotes)
export class ListNotesHandler implements IQueryHandler<ListNotes> {
  constructor(private readonly database: Database) {}

  async execute({ contactId, filter: { limit, cursor } }: ListNotes): Promise<Page<Note>> {
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const where = { aggregateId: contactId, type: 'contact-note-whispered', ...after };
    const db = await this.database.reader();
    const rows = await db.find(ContactJournalSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const notes = rows.map(({ id: entry, at, data }) => {
      const { noteId, by, text } = data as { noteId: string; by: string; text: string };
      return { entry, note: { id: noteId, by, text, at: at.toISOString() } };
    });
    const { items, next } = pageOf(notes, limit, ({ entry }) => [entry]);
    return { items: items.map(({ note }) => note), next };
  }
}
