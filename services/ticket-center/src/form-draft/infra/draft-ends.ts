import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { keptAfterEnd } from '../domain/draft-life.js';
import { FormDraftStore } from '../domain/form-draft.repository.js';
import { FormDraftSchema } from './form-draft.schema.js';

/** In one go; the rest waits for the next. */
const AT_ONCE = 500;

/** Drafts go with what they are about. */
@Injectable()
export class DraftEnds {
  constructor(
    private readonly database: Database,
    private readonly drafts: FormDraftStore,
    private readonly clock: Clock,
  ) {}

  /** The contact, conversation or ticket is over: what is drafted about it stays a while, for the work that comes after. */
  async subjectEnded(subjectId: string): Promise<void> {
    const ended = { subjectEnded: true, endsAt: keptAfterEnd(this.clock.now()) };
    await this.database.transaction((tx) => tx.update(FormDraftSchema, { subjectId, subjectEnded: false }, ended));
  }

  async removeDue(): Promise<void> {
    const due = await (
      await this.database.reader()
    ).find(FormDraftSchema, {
      where: { endsAt: LessThanOrEqual(this.clock.now()) },
      select: { id: true },
      order: { endsAt: 'ASC' },
      take: AT_ONCE,
    });
    for (const { id } of due) await this.drafts.remove(id);
  }
}
