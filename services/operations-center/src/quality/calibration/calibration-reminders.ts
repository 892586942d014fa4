import { calibrationOverdue } from '#libs/contracts/operations-center/quality-notice-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { updateRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { CalibrationScoreSchema, CalibrationSessionSchema, type CalibrationSession } from './calibration.schema.js';

/** Tells who has not judged all of a session in time, and who called it. */
@Injectable()
export class CalibrationReminders {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Once of each session. */
  async remind(atMost: number): Promise<void> {
    const options = { where: { remindAt: LessThanOrEqual(this.clock.now()) }, take: atMost } as const;
    const reader = await this.database.reader();
    for (const session of await reader.find(CalibrationSessionSchema, { ...options, order: { remindAt: 'ASC' } }))
      await this.#remindOf(session);
  }

  async #remindOf({ id, remindAt, dueAt, calledBy, ...session }: CalibrationSession): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await updateRows(tx, CalibrationSessionSchema, { id, remindAt }, { remindAt: null })) !== 1) return;
      const scores = await tx.find(CalibrationScoreSchema, {
        select: { inspectorId: true, subjectNo: true },
        where: { sessionId: id },
      });
      const judgedBy = (person: string) => scores.filter(({ inspectorId }) => inspectorId === person).length;
      const late = session.participantIds.filter((person) => judgedBy(person) < session.subjects.length);
      const about = { sessionId: id, dueAt: dueAt.toISOString(), toldIds: [...new Set([...late, calledBy])] };
      await this.outbox.append(tx, id, this.clock.now(), [outgoing(calibrationOverdue, about)]);
    });
  }
}
