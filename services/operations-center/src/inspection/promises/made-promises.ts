import { newId } from '#libs/kernel/id';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FindingRow } from '../findings/finding.schema.js';
import type { Judged } from '../subjects/judged.js';
import type { SubjectRow, TurnRow } from '../subjects/subject.schema.js';
import { PromiseSchema } from './promise.schema.js';

const MINUTE_MS = 60_000;

/** Findings of rules that find promises, noted down until they are kept. */
@Injectable()
export class MadePromises {
  async note(
    tx: EntityManager,
    { id: subjectId, kind, customerId, startedAt }: SubjectRow,
    found: readonly { readonly judged: Judged; readonly row: FindingRow }[],
    turns: readonly TurnRow[],
  ): Promise<void> {
    const made = found.flatMap(({ judged: { by, finding }, row }) => {
      const rule = by.content.rules.find(({ id }) => id === finding.rule);
      if (rule?.kind !== 'said' || rule.promise === undefined) return [];
      const { withinMinutes, keptBy } = rule.promise;
      const saidMs = turns.find(({ seq }) => seq === row.seq)?.fromMs ?? 0;
      const saidAt = new Date(startedAt.getTime() + saidMs);
      const dueAt = new Date(saidAt.getTime() + withinMinutes * MINUTE_MS);
      return [
        {
          ...{ id: newId(row.raisedAt), findingId: row.id, subjectId, kind, rule: rule.id, customerId },
          ...{ agentId: row.agentId, keptBy, saidAt, dueAt, state: 'open', settledBy: null, settledAt: null },
        },
      ];
    });
    if (made.length > 0) await insertRows(tx, PromiseSchema, made);
  }
}
