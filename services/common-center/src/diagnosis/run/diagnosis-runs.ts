import type { DiagnosisVerdict } from '#libs/contracts/common-center/integration/integration-api';
import { diagnosisFinished } from '#libs/contracts/common-center/integration/diagnosis-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { DiagnosisRunNotFound } from '../domain/diagnosis.errors.js';
import { DiagnosisRunSchema, type DiagnosisRunRow, type StepProgress } from '../infra/diagnosis-run.schema.js';

/** Runs as they are kept: written before anything is asked, so that none is lost. */
@Injectable()
export class DiagnosisRuns {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The run there is for the same request, or null: this one has begun. */
  async begin(row: DiagnosisRunRow): Promise<DiagnosisRunRow | null> {
    const { requestKey } = row;
    const known = requestKey === null ? null : await this.#ofRequest(requestKey);
    if (known) return known;
    try {
      await this.database.transaction((tx) => insertRows(tx, DiagnosisRunSchema, [row]));
      return null;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return this.#ofRequest(requestKey!);
    }
  }

  async progressed(id: string, steps: Record<string, StepProgress>): Promise<void> {
    await this.database.transaction((tx) =>
      updateRows(tx, DiagnosisRunSchema, { id, status: 'running' }, { steps: { ...steps } }),
    );
  }

  /** Nothing happens to a run that was given up meanwhile. */
  async finish(run: DiagnosisRunRow, verdict: DiagnosisVerdict): Promise<void> {
    const { id, code: diagnosis, number: version, subject } = run;
    const finishedAt = this.clock.now();
    await this.database.transaction(async (tx) => {
      const end = { status: 'finished' as const, verdict, finishedAt, dueAt: null };
      if ((await updateRows(tx, DiagnosisRunSchema, { id, status: 'running' }, end)) !== 1) return;
      const told = { runId: id, diagnosis, version, subject, verdict: verdict.verdict, severity: verdict.severity };
      await this.outbox.append(tx, id, finishedAt, [outgoing(diagnosisFinished, told)]);
    });
  }

  /** Whoever ran them is gone: the same request begins anew. */
  async giveUpOverdue(): Promise<void> {
    const now = this.clock.now();
    const end = { status: 'abandoned' as const, finishedAt: now, dueAt: null, requestKey: null };
    await this.database.transaction((tx) => tx.update(DiagnosisRunSchema, { dueAt: LessThan(now) }, end));
  }

  async forgetBefore(startedAt: Date): Promise<void> {
    await this.database.transaction((tx) => tx.delete(DiagnosisRunSchema, { startedAt: LessThan(startedAt) }));
  }

  /** @throws DiagnosisRunNotFound */
  async get(id: string): Promise<DiagnosisRunRow> {
    const row = await (await this.database.reader()).findOneBy(DiagnosisRunSchema, { id });
    if (!row) throw new DiagnosisRunNotFound('There is no such run.', { id });
    return row;
  }

  async #ofRequest(requestKey: string): Promise<DiagnosisRunRow | null> {
    return (await this.database.reader()).findOneBy(DiagnosisRunSchema, { requestKey });
  }
}
