import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import type { DoStep } from '../domain/sop-content.js';
import { SopRunNotFound } from '../domain/sop.errors.js';
import { isOpen, stepAt } from '../domain/sop-walk.js';
import { SopRunSchema, type SopRunRow } from '../infra/sop-run.schema.js';
import { SopBook } from '../sop-book.js';
import type { ListRunsQuery, RunSummary, RunView } from '../sop-run.dto.js';

/** With the step that waits, what is known, and every step that was made. */
export class GetRun extends Query<RunView> {
  constructor(readonly runId: string) {
    super();
  }
}

@QueryHandler(GetRun)
export class GetRunHandler implements IQueryHandler<GetRun> {
  constructor(
    private readonly database: Database,
    private readonly book: SopBook,
  ) {}

  async execute({ runId }: GetRun): Promise<RunView> {
    const row = await (await this.database.reader()).findOneBy(SopRunSchema, { id: runId });
    if (!row) throw new SopRunNotFound('There is no such run.', { id: runId });
    const running = row.status === 'running';
    return {
      ...summaryOf(row),
      current: running ? await this.#current(row) : null,
      values: row.values,
      facts: row.facts,
      canGoBack: running && row.done.length > 0,
      canGoForth: running && row.undone.length > 0,
      trail: row.trail,
    };
  }

  async #current({ sopName, sopVersion, frames, values, facts }: SopRunRow): Promise<RunView['current']> {
    const guide = await this.book.guide(sopName, sopVersion);
    const step = stepAt(guide, frames.at(-1)!) as DoStep;
    const { customer, order, history } = facts;
    const known = { ...values, customer: customer.value, order: order.value, history: history.value, outcome: null };
    const open = step.ways.flatMap((way, place) =>
      isOpen(guide, way, known) ? [{ way: place, label: way.label }] : [],
    );
    const names = new Set(step.collects.map(({ name }) => name));
    return {
      path: [...frames],
      ...{ id: step.id, title: step.title, instruction: step.instruction, hints: [...step.hints] },
      collects: step.collects.map((field) => ({ ...field })),
      given: Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name))),
      ways: step.personChooses ? open : null,
    };
  }
}

export class ListRuns extends Query<Page<RunSummary>> {
  constructor(
    readonly filter: ListRunsQuery,
    readonly by: string,
  ) {
    super();
  }
}

/** Newest first: what was begun for a case, or by a person, also after a restart. */
@QueryHandler(ListRuns)
export class ListRunsHandler implements IQueryHandler<ListRuns> {
  constructor(private readonly database: Database) {}

  async execute({ filter: { subjectId, sop, status, mine, limit, cursor }, by }: ListRuns): Promise<Page<RunSummary>> {
    const where = {
      ...(subjectId !== undefined && { subjectId }),
      ...(sop !== undefined && { sopName: sop }),
      ...(status !== undefined && { status }),
      ...(mine && { startedBy: by }),
      ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
    };
    const reader = await this.database.reader();
    const rows = await reader.find(SopRunSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(summaryOf), next };
  }
}

function summaryOf(row: SopRunRow): RunSummary {
  const { id, version, customerId, status, outcome, startedBy, startedAt, endedAt, leftAt, leftBecause } = row;
  return {
    ...{ id, version, customerId, status, outcome, startedBy, leftAt, leftBecause },
    sop: { name: row.sopName, version: row.sopVersion },
    subject: { kind: row.subjectKind, id: row.subjectId },
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
