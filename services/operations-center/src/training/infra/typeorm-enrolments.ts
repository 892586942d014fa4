import * as contract from '#libs/contracts/operations-center/training-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, Not } from 'typeorm';
import type { Enrolment, Origin } from '../domain/enrolment.aggregate.js';
import { EnrolmentNotFound } from '../domain/enrolment.errors.js';
import type { EnrolmentEvent } from '../domain/enrolment.events.js';
import { Enrolments } from '../domain/enrolment.repository.js';
import { AwaitedExamSchema, EnrolmentJournalSchema, EnrolmentSchema } from './enrolment.schema.js';

@Injectable()
export class TypeormEnrolments extends AggregateStore<Enrolment> implements Enrolments {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: EnrolmentSchema,
      notFound: (id) => new EnrolmentNotFound('There is no such enrolment.', { id }),
      publish: publishEnrolment,
      journal: EnrolmentJournalSchema,
      lookups: [{ schema: AwaitedExamSchema, owner: 'enrolmentId', rows: awaitedExams }],
    });
  }

  async isOpen(courseId: string, personId: string): Promise<boolean> {
    return (await this.database.reader()).existsBy(EnrolmentSchema, { openKey: `${courseId}:${personId}` });
  }

  async completed(courseIds: readonly string[], personId: string): Promise<ReadonlySet<string>> {
    if (courseIds.length === 0) return new Set();
    const where = { courseId: In([...courseIds]), personId, status: 'completed' as const };
    const rows = await (await this.database.reader()).find(EnrolmentSchema, { select: { courseId: true }, where });
    return new Set(rows.map(({ courseId }) => courseId));
  }

  async waitingFor(examId: string, personId: string): Promise<string[]> {
    const rows = await (await this.database.reader()).findBy(AwaitedExamSchema, { examId, personId });
    return rows.map(({ enrolmentId }) => enrolmentId);
  }

  async hasLedTo(evaluationId: string, courseId: string): Promise<boolean> {
    const where = { evaluationId, courseId, status: Not('withdrawn' as const) };
    return (await this.database.reader()).existsBy(EnrolmentSchema, where);
  }

  async unbegunOf(evaluationId: string): Promise<{ id: string; itemKey: string | undefined }[]> {
    const options = { select: { id: true, origin: true }, where: { evaluationId, status: 'assigned' } } as const;
    const rows = await (await this.database.reader()).find(EnrolmentSchema, options);
    return rows.map(({ id, origin }) => ({ id, itemKey: origin.itemKey }));
  }

  async toRemind(now: Date, atMost: number): Promise<string[]> {
    const options = { select: { id: true }, where: { remindAt: LessThanOrEqual(now) }, take: atMost } as const;
    const rows = await (await this.database.reader()).find(EnrolmentSchema, { ...options, order: { remindAt: 'ASC' } });
    return rows.map(({ id }) => id);
  }
}

function awaitedExams({ id: enrolmentId, personId, openExams }: Enrolment) {
  return [...new Set(openExams)].map((examId) => ({ enrolmentId, examId, personId }));
}

function because({ evaluationId, itemKey }: Origin) {
  return evaluationId === undefined || itemKey === undefined ? {} : { because: { evaluationId, itemKey } };
}

function publishEnrolment(event: EnrolmentEvent, enrolment: Enrolment): OutgoingEvent | null {
  const { id: enrolmentId, courseId, courseVersion, personId, dueAt, origin } = enrolment;
  const about = { enrolmentId, courseId, personId };
  switch (event.type) {
    case 'enrolment-assigned':
      return outgoing(contract.courseAssigned, { ...about, dueAt: dueAt?.toISOString() ?? null });
    case 'enrolment-reminded': {
      const due = { dueAt: event.dueAt.toISOString(), overdue: event.overdue };
      return outgoing(contract.courseReminded, { ...about, ...due });
    }
    case 'enrolment-completed':
      return outgoing(contract.courseCompleted, {
        ...{ ...about, courseVersion, completedAt: event.at.toISOString() },
        ...because(origin),
      });
    case 'enrolment-withdrawn':
      return outgoing(contract.courseWithdrawn, about);
    default:
      return null;
  }
}
