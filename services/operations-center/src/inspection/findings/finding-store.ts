import { findingRaised } from '#libs/contracts/operations-center/inspection-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { insertRows, readRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Alerts } from '../live/alerts.js';
import { MadePromises } from '../promises/made-promises.js';
import type { Judged } from '../subjects/judged.js';
import type { SubjectRow, TurnRow } from '../subjects/subject.schema.js';
import { FindingSchema, type FindingRow } from './finding.schema.js';

/** Keeps what is found, each finding once, in the transaction of what it was found in. */
@Injectable()
export class FindingStore {
  constructor(
    private readonly alerts: Alerts,
    private readonly promises: MadePromises,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * What is new is told, and alerted while the conversation goes on; what is no longer found in the whole is withdrawn.
   * @returns the last place that is taken
   */
  async keep(
    tx: EntityManager,
    subject: SubjectRow,
    found: readonly Judged[],
    turns: readonly TurnRow[],
    isOver: boolean,
  ): Promise<number> {
    const known = await readRows(tx, FindingSchema, { subjectId: subject.id });
    const prints = new Set(known.map(({ print }) => print));
    const now = this.clock.now();
    const distinct = [...new Map(found.map((each) => [each.print, each])).values()];
    const fresh = distinct.filter(({ print }) => !prints.has(print));
    const rows = fresh.map((each, index) => rowOf(subject, each, subject.places + index + 1, now));
    if (rows.length > 0) await insertRows(tx, FindingSchema, rows);
    if (isOver) await withdraw(tx, known, new Set(distinct.map(({ print }) => print)));
    await this.outbox.append(tx, subject.id, now, rows.map(raised));
    const both = fresh.map((judged, index) => ({ judged, row: rows[index]! }));
    if (subject.endedAt === null) await this.alerts.raise(tx, subject, both);
    await this.promises.note(tx, subject, both, turns);
    return subject.places + rows.length;
  }
}

/** And what was withdrawn before, and is found after all, stands again. */
async function withdraw(tx: EntityManager, known: readonly FindingRow[], found: ReadonlySet<string>): Promise<void> {
  const become = async (state: FindingRow['state'], rows: readonly FindingRow[]) => {
    const ids = rows.filter((row) => row.state !== state).map(({ id }) => id);
    if (ids.length > 0) await tx.update(FindingSchema, { id: In(ids) }, { state });
  };
  await become(
    'withdrawn',
    known.filter(({ print }) => !found.has(print)),
  );
  await become(
    'standing',
    known.filter(({ print }) => found.has(print)),
  );
}

function rowOf(subject: SubjectRow, { print, by, finding, seq, agentId }: Judged, place: number, at: Date): FindingRow {
  const { rule, severity, span, of, measured } = finding;
  return {
    ...{
      id: newId(at),
      subjectId: subject.id,
      kind: subject.kind,
      print,
      place,
      ruleSetId: by.ruleSetId,
      ruleNo: by.no,
    },
    ...{ rule, severity, seq, spanFrom: span?.from ?? null, spanTo: span?.to ?? null, ofWhat: of },
    measured: measured === null ? null : Math.round(measured * 1_000),
    ...{ agentId: agentId ?? subject.agentId, isLive: subject.endedAt === null, state: 'standing', mark: null },
    ...{ markedBy: null, markedAt: null, raisedAt: at },
  };
}

function raised({ id, kind, subjectId, rule, ruleNo, severity, agentId, seq, spanFrom, spanTo }: FindingRow) {
  return outgoing(findingRaised, {
    ...{ findingId: id, subject: { kind, id: subjectId }, ruleId: rule, ruleVersion: ruleNo, severity, agentId },
    ...{ turn: seq, span: spanFrom === null || spanTo === null ? null : { from: spanFrom, to: spanTo } },
  });
}
