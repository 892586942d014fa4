import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import type { DraftSummary, ListDraftsQuery } from '../form-draft.dto.js';
import { FormDraftSchema, type FormDraftRow } from '../infra/form-draft.schema.js';

export class ListDrafts extends Query<Page<DraftSummary>> {
  constructor(
    readonly filter: ListDraftsQuery,
    readonly agentId: string,
  ) {
    super();
  }
}

/** One agent's, the newest first: what the workbench opens again after a restart. */
@QueryHandler(ListDrafts)
export class ListDraftsHandler implements IQueryHandler<ListDrafts> {
  constructor(private readonly database: Database) {}

  async execute({ filter: { limit, cursor, subjectId }, agentId }: ListDrafts): Promise<Page<DraftSummary>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const about = subjectId === undefined ? {} : { subjectId };
    const rows = await (
      await this.database.reader()
    ).find(FormDraftSchema, { where: { agentId, ...about, ...before }, order: { id: 'DESC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(draftSummary), next };
  }
}

export function draftSummary(row: FormDraftRow): DraftSummary {
  const { id, version, stage, ticketType, flow, subjectEnded } = row;
  return {
    ...{ id, version, stage, ticketType, flow, subjectEnded },
    subject: { kind: row.subjectKind, id: row.subjectId },
    form: { name: row.formName, version: row.formVersion },
    endsAt: row.endsAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
