import type { InspectedKind } from '#libs/contracts/inspection-events';
import { subjectInspected } from '#libs/contracts/inspection-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { insertRows, readRows } from '#libs/persistence/plain-rows';
import type { Facts } from '#libs/quality-rules/inspection/rule';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FindingStore } from '../findings/finding-store.js';
import { LiveRules } from '../rule-sets/live-rules.js';
import { demandAtEnd } from './demand.js';
import { judged } from './judged.js';
import { TurnSchema, type SubjectRow, type TurnRow } from './subject.schema.js';
import { Subjects, type SubjectNews } from './subjects.js';

/** What was said, as it comes; told again it is the same. */
export type NewTurn = Omit<TurnRow, 'subjectId' | 'place'>;

/** A piece that comes after the end has all of it inspected again, when there was time for others. */
const LATE_MS = 5_000;

/** Takes what was said into what was said before, and judges what is known then: all in one transaction, under a lock of the subject. */
@Injectable()
export class Inspections {
  constructor(
    private readonly database: Database,
    private readonly subjects: Subjects,
    private readonly rules: LiveRules,
    private readonly findings: FindingStore,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** In any order, and again. How many were not known before. */
  async take(id: string, kind: InspectedKind, turns: readonly NewTurn[], news: SubjectNews = {}): Promise<number> {
    await this.rules.ready();
    return this.database.transaction(async (tx) => {
      const told = await this.subjects.change(tx, await this.subjects.locked(tx, id, kind), news);
      const known = await readRows(tx, TurnSchema, { subjectId: id });
      const fresh = placed(told, known, turns);
      if (fresh.length === 0) return 0;
      await insertRows(tx, TurnSchema, fresh);
      const isOver = told.inspectedAt !== null;
      const subject = await this.subjects.change(tx, told, {
        ...lastTurn(told, fresh),
        ...(isOver && { dueAt: new Date(this.clock.now().getTime() + LATE_MS) }),
      });
      if (!isOver) await this.#judge(tx, subject, [...known, ...fresh], false);
      return fresh.length;
    });
  }

  /** All of it, now that it has ended; again it finds the same. What nobody said anything in is not judged. */
  async finish(id: string): Promise<void> {
    await this.rules.ready();
    await this.database.transaction(async (tx) => {
      const row = await this.subjects.known(tx, id);
      if (row === null) return;
      const turns = await readRows(tx, TurnSchema, { subjectId: id });
      const now = this.clock.now();
      const endedAt = row.endedAt ?? now;
      const demand = row.demand === 'unknown' ? demandAtEnd(row.facts, endedAt) : {};
      const ended = { endedAt, dueAt: null, attempts: 0, ...demand };
      const subject = await this.subjects.change(tx, row, {
        ...ended,
        ...(turns.length > 0 && { inspectedAt: row.inspectedAt ?? now }),
      });
      if (turns.length === 0) return;
      const findings = await this.#judge(tx, subject, turns, true);
      if (row.inspectedAt === null) await this.#tell(tx, subject, findings, now);
    });
  }

  async #judge(tx: EntityManager, subject: SubjectRow, turns: readonly TurnRow[], isOver: boolean): Promise<number> {
    const rules = await this.rules.for(subject);
    const found = judged(turns, rules, factsOf(subject), isOver);
    const places = await this.findings.keep(tx, subject, found, turns, isOver);
    await this.subjects.change(tx, subject, { places });
    return found.length;
  }

  async #tell(tx: EntityManager, subject: SubjectRow, findings: number, at: Date): Promise<void> {
    const { id, kind, channel, agentId, endedAt } = subject;
    const told = { subject: { kind, id }, channel, agentId, findings, endedAt: endedAt!.toISOString() };
    await this.outbox.append(tx, id, at, [outgoing(subjectInspected, told)]);
  }
}

/** With places behind those that are taken; what is known already is left out. */
function placed({ id, places }: SubjectRow, known: readonly TurnRow[], turns: readonly NewTurn[]): TurnRow[] {
  const seqs = new Set(known.map(({ seq }) => seq));
  const fresh = [...new Map(turns.map((turn) => [turn.seq, turn])).values()].filter(({ seq }) => !seqs.has(seq));
  return fresh.map((turn, index) => ({ subjectId: id, ...turn, place: places + index + 1 }));
}

function lastTurn({ places, lastSeq, agentId }: SubjectRow, fresh: readonly TurnRow[]) {
  const by = fresh.findLast((turn) => turn.speaker === 'agent' && turn.agentId !== null)?.agentId;
  return {
    places: places + fresh.length,
    lastSeq: Math.max(lastSeq, ...fresh.map(({ seq }) => seq)),
    agentId: by ?? agentId,
  };
}

function factsOf({ facts, kind, channel, queueId, demand }: SubjectRow): Facts {
  return { ...facts, kind, channel, queueId, demandMet: demand === 'met' ? true : demand === 'not-met' ? false : null };
}
