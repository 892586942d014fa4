import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { DraftPurpose, FormDraft } from '../domain/form-draft.aggregate.js';
import { DraftNotFound } from '../domain/form-draft.errors.js';
import { FormDraftStore } from '../domain/form-draft.repository.js';
import { FormLookupSchema } from '../lookup/form-lookup.schema.js';
import { FormDraftSchema } from './form-draft.schema.js';

@Injectable()
export class TypeormFormDrafts extends AggregateStore<FormDraft> implements FormDraftStore {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: FormDraftSchema,
      notFound: (id) => new DraftNotFound('There is no such draft.', { id }),
      publish: () => null,
      changedSince: (draft, version) => draft.changedSince(version),
    });
  }

  async idFor({ agentId, subjectId, stage, ticketType, flow }: DraftPurpose): Promise<string | null> {
    const where = { agentId, subjectId, stage, ticketType, flow };
    const found = await (await this.database.reader()).findOne(FormDraftSchema, { where, select: { id: true } });
    return found?.id ?? null;
  }

  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.delete(FormLookupSchema, { draftId: id });
      await tx.delete(FormDraftSchema, { id });
    });
  }
}
