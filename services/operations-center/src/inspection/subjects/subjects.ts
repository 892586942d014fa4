import type { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { updateRows } from '#libs/persistence/rows/plain-rows';
import type { Facts } from '#libs/quality-rules/inspection/rule';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SubjectSchema, type ScoredBy, type SubjectRow } from './subject.schema.js';

/** What is told of a subject; what is left out stays as it is. */
export type SubjectNews = Partial<Omit<SubjectRow, 'id' | 'kind' | 'facts'>> & { readonly facts?: Facts };

/** What is inspected, with what is known of it besides what was said. */
@Injectable()
export class Subjects {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Whatever was told of it first, it is there then. */
  async tell(id: string, kind: InspectedKind, news: SubjectNews): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.change(tx, await this.locked(tx, id, kind), news);
    });
  }

  /** Only where it is there. */
  async tellKnown(id: string, news: SubjectNews): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = await this.known(tx, id);
      if (known) await this.change(tx, known, news);
    });
  }

  /** A later revision replaces a former one. */
  async scored(id: string, score: ScoredBy): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = await this.known(tx, id);
      const before = known?.scores?.find(({ scorecardId }) => scorecardId === score.scorecardId);
      if (known === null || (before && before.revision >= score.revision)) return;
      const others = (known.scores ?? []).filter((each) => each !== before);
      await this.change(tx, known, { scores: [...others, score] });
    });
  }

  /** Only where it is there, and goes on. */
  async tellOpen(id: string, news: SubjectNews): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = await this.known(tx, id);
      if (known?.endedAt === null) await this.change(tx, known, news);
    });
  }

  /** What could not be inspected is due again. @param id none: all of it @returns how many */
  async tryFailed(now: Date, id?: string): Promise<number> {
    const where = { state: 'failed' as const, ...(id !== undefined && { id }) };
    const due = { state: 'due' as const, attempts: 0, dueAt: now };
    return this.database.transaction(async (tx) => (await tx.update(SubjectSchema, where, due)).affected ?? 0);
  }

  /** Others wait until this transaction ends. */
  async locked(tx: EntityManager, id: string, kind: InspectedKind): Promise<SubjectRow> {
    const known = await this.known(tx, id);
    if (known) return known;
    const fresh = newSubject(id, kind, this.clock.now());
    await tx.createQueryBuilder().insert().into(SubjectSchema).values(fresh).orIgnore().execute();
    return (await this.known(tx, id))!;
  }

  /** As {@link locked}; null where nothing was told of it yet. */
  known(tx: EntityManager, id: string): Promise<SubjectRow | null> {
    const lock = this.database.rowLock;
    return tx.findOne(SubjectSchema, { where: { id }, ...lock });
  }

  async change(tx: EntityManager, row: SubjectRow, { facts, ...news }: SubjectNews): Promise<SubjectRow> {
    const next = { ...row, ...news, facts: { ...row.facts, ...facts } };
    await updateRows(tx, SubjectSchema, { id: row.id }, next);
    return next;
  }
}

function newSubject(id: string, kind: InspectedKind, startedAt: Date): SubjectRow {
  return {
    ...{ id, kind, startedAt, channel: null, queueId: null, agentId: null, customerId: null, conversationId: null },
    ...{ state: 'open', endedAt: null, inspectedAt: null, dueAt: null, attempts: 0, judgedBy: null, scores: null },
    ...{ places: 0, lastSeq: 0, facts: {} },
    ...{ demand: 'unknown', demandBy: null, demandDueAt: null },
  };
}
