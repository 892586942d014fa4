import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ProcessSource } from '../domain/process-source.js';
import { DraftNotFound } from '../domain/process-definition.errors.js';
import { ProcessVersionSchema } from '../infra/process-definition.schema.js';
import { ProcessDraftSchema } from '../infra/process-draft.schema.js';
import type { DraftView } from '../process-draft.dto.js';
import { draftSummary, WITHOUT_FILES } from './list-drafts.js';

export class GetDraft extends Query<DraftView> {
  constructor(readonly draftId: string) {
    super();
  }
}

@QueryHandler(GetDraft)
export class GetDraftHandler implements IQueryHandler<GetDraft> {
  constructor(private readonly database: Database) {}

  async execute({ draftId: id }: GetDraft): Promise<DraftView> {
    const reader = await this.database.reader();
    const row = await reader.findOne(ProcessDraftSchema, { where: { id }, select: WITHOUT_FILES });
    if (!row) throw new DraftNotFound('There is no such draft.', { id });
    const published = await reader.find(ProcessVersionSchema, {
      where: { draftId: id },
      select: { definitionId: true, number: true },
      order: { definitionId: 'ASC' },
    });
    return { ...draftSummary(row), problems: row.problems, published };
  }
}

/** The files as they were given. */
export class GetDraftFiles extends Query<ProcessSource> {
  constructor(readonly draftId: string) {
    super();
  }
}

@QueryHandler(GetDraftFiles)
export class GetDraftFilesHandler implements IQueryHandler<GetDraftFiles> {
  constructor(private readonly database: Database) {}

  async execute({ draftId: id }: GetDraftFiles): Promise<ProcessSource> {
    const reader = await this.database.reader();
    const row = await reader.findOne(ProcessDraftSchema, { where: { id }, select: { id: true, source: true } });
    if (!row) throw new DraftNotFound('There is no such draft.', { id });
    return row.source;
  }
}
