import type { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { subjectInspected, subjectNoted } from '#libs/contracts/operations-center/inspection-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { insertRows, readRows, updateRows } from '#libs/persistence/rows/plain-rows';
import type { Facts } from '#libs/quality-rules/inspection/rule';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { FindingStore } from '../findings/finding-store.js';
import { LiveRules, type JudgingRules } from '../rule-sets/live-rules.js';
import { demandAtEnd } from './demand.js';
import { judged } from './judged.js';
import { rewritten } from './rewritten.js';
import { TurnSchema, type NewTurn, type SubjectRow, type SubjectState, type TurnRow } from './subject.schema.js';
import { Subjects, type SubjectNews } from './subjects.js';

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
      const isOver = told.endedAt !== null;
      const subject = await this.subjects.change(tx, told, {
        ...lastTurn(told, fresh),
        ...(isOver && { state: 'due', dueAt: this.#late(told) }),
      });
      if (!isOver) await this.#judge(tx, subject, [...known, ...fresh], false);
      return fresh.length;
    });
  }

  /** All that is written now, of what may be changed afterwards; it is judged at once while it goes on. */
  async retake(id: string, kind: InspectedKind, turns: readonly NewTurn[], news: SubjectNews): Promise<void> {
    await this.rules.ready();
    await this.database.transaction(async (tx) => {
      const told = await this.subjects.change(tx, await this.subjects.locked(tx, id, kind), news);
      const known = await readRows(tx, TurnSchema, { subjectId: id });
      const { kept, fresh, gone } = rewritten(known, turns, told.lastSeq);
      const added = placed(told, known, fresh);
      if (gone.length > 0) await tx.delete(TurnSchema, { subjectId: id, seq: In(gone.map(({ seq }) => seq)) });
      const moved = kept.filter((turn) => known.some((before) => before.seq === turn.seq && isMoved(before, turn)));
      for (const turn of moved) await updateRows(tx, TurnSchema, { subjectId: id, seq: turn.seq }, turn);
      if (added.length > 0) await insertRows(tx, TurnSchema, added);
      const isOver = told.endedAt !== null;
      const last = lastTurn(told, added);
      const subject = await this.subjects.change(tx, told, {
        ...{ ...last, agentId: told.agentId ?? last.agentId },
        ...(!isOver && { dueAt: this.#dueAgain(told), attempts: 0 }),
      });
      if (isOver) return;
      await this.#judge(tx, subject, [...kept, ...added], false);
      if (known.length === 0 && added.length > 0) await this.#note(tx, subject);
    });
  }

  /**
   * All of it, now that it has ended; again it finds the same. What nobody said anything in is not judged, nor a ticket that was opened
   * again.
   */
  async finish(id: string): Promise<void> {
    await this.rules.ready();
    await this.database.transaction(async (tx) => {
      const row = await this.subjects.known(tx, id);
      if (row === null || (row.kind === 'ticket' && row.endedAt === null)) return;
      const turns = await readRows(tx, TurnSchema, { subjectId: id });
      const now = this.clock.now();
      const endedAt = row.endedAt ?? now;
      const demand = row.demand === 'unknown' ? demandAtEnd(row.facts, endedAt) : {};
      const ended = { endedAt, dueAt: null, attempts: 0, ...demand };
      const rules = await this.rules.for(row);
      const subject = await this.subjects.change(tx, row, {
        ...{ ...ended, state: stateOf(turns, rules) },
        ...(turns.length > 0 && { inspectedAt: row.inspectedAt ?? now }),
      });
      if (turns.length === 0) return;
      const findings = await this.#judge(tx, subject, turns, true);
      await this.#tell(tx, subject, findings, now);
    });
  }

  async #judge(tx: EntityManager, subject: SubjectRow, turns: readonly TurnRow[], isOver: boolean): Promise<number> {
    const rules = await this.rules.for(subject);
    const found = judged(turns, rules, factsOf(subject), isOver);
    const places = await this.findings.keep(tx, subject, found, turns, isOver);
    const judgedBy = rules.map(({ ruleSetId, no }) => ({ ruleSetId, no }));
    await this.subjects.change(tx, subject, { places, judgedBy });
    return found.length;
  }

  /** When it is due again, where something was written while it was read. */
  #dueAgain({ dueAt }: SubjectRow): Date | null {
    return dueAt !== null && dueAt > this.clock.now() ? dueAt : null;
  }

  /** Where more is to come at its end, not before. */
  #late({ dueAt }: SubjectRow): Date {
    return new Date(Math.max(dueAt?.getTime() ?? 0, this.clock.ms() + LATE_MS));
  }

  async #note(tx: EntityManager, { id, kind, channel, agentId }: SubjectRow): Promise<void> {
    const told = { subject: { kind, id }, channel, agentId };
    await this.outbox.append(tx, id, this.clock.now(), [outgoing(subjectNoted, told)]);
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

function isMoved(before: TurnRow, now: TurnRow): boolean {
  return before.fromMs !== now.fromMs || before.agentId !== now.agentId;
}

function stateOf(turns: readonly TurnRow[], rules: readonly JudgingRules[]): SubjectState {
  if (turns.length === 0) return 'without-words';
  return rules.length === 0 ? 'without-rules' : 'inspected';
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
