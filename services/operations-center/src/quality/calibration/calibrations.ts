import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { Answers } from '#libs/quality-rules/scorecard/form';
import { calibrated, type CalibrationReport } from '#libs/quality-rules/statistics/calibration';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { refuseIncomplete } from '../evaluation/desk/complete.js';
import { judgedBy } from '../scorecard/judging.js';
import { Scorecards } from '../scorecard/scorecards.js';
import {
  CalibrationScoreSchema,
  CalibrationSeatSchema,
  CalibrationSessionSchema,
  type CalibrationScore,
  type CalibrationSession,
} from './calibration.schema.js';

export class CalibrationNotFound extends domainError('calibration-not-found', 'not-found') {}
export class CalibrationClosed extends domainError('calibration-closed', 'conflict') {}
/** What the others say is known when it is closed. */
export class CalibrationOpen extends domainError('calibration-open', 'conflict') {}

type Invitation = Pick<
  CalibrationSession,
  'name' | 'scorecardId' | 'subjects' | 'participantIds' | 'expertId' | 'dueAt'
>;

/** Inspectors judge the same blindly, and see how far they are apart. */
@Injectable()
export class Calibrations {
  constructor(
    private readonly database: Database,
    private readonly scorecards: Scorecards,
    private readonly clock: Clock,
  ) {}

  /** @throws ScorecardNotFound, ScorecardNotPublished, ScorecardRetired */
  async call(invitation: Invitation, calledBy: string): Promise<CalibrationSession> {
    const { number: scorecardVersion } = await this.scorecards.inForce(invitation.scorecardId);
    const id = newId(this.clock.now());
    const people = [...new Set([...invitation.participantIds, invitation.expertId])];
    const opened = {
      scorecardVersion,
      participantIds: people,
      state: 'open' as const,
      calledBy,
      remindAt: invitation.dueAt,
    };
    const session = { id, version: 1, ...invitation, ...opened };
    await this.database.transaction(async (tx) => {
      await tx.insert(CalibrationSessionSchema, session);
      await tx.insert(
        CalibrationSeatSchema,
        people.map((personId) => ({ personId, sessionId: id })),
      );
    });
    return session;
  }

  /** One's own; null: all. The newest first. */
  async list(personId: string | null, { limit, cursor }: PageQuery): Promise<Page<CalibrationSession>> {
    const reader = await this.database.reader();
    const query = reader.createQueryBuilder<CalibrationSession>(CalibrationSessionSchema, 'session').where('1 = 1');
    const seated = 'SELECT seat.sessionId FROM calibration_seat seat WHERE seat.personId = :personId';
    if (personId !== null) query.andWhere(`session.id IN (${seated})`, { personId });
    if (cursor !== undefined) query.andWhere('session.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('session.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @param personId who is invited; null: anybody @throws CalibrationNotFound */
  async get(id: string, personId: string | null): Promise<CalibrationSession> {
    const session = await (await this.database.reader()).findOneBy(CalibrationSessionSchema, { id });
    if (!session || (personId !== null && !session.participantIds.includes(personId)))
      throw new CalibrationNotFound('There is no such session of yours.', { id });
    return session;
  }

  async scoresOf(sessionId: string, inspectorId: string): Promise<CalibrationScore[]> {
    const where = { sessionId, inspectorId };
    return (await this.database.reader()).find(CalibrationScoreSchema, { where, order: { subjectNo: 'ASC' } });
  }

  /** As often as one likes until it is closed. @throws CalibrationNotFound, CalibrationClosed, EvaluationIncomplete */
  async judge(id: string, subjectNo: number, answers: Answers, inspectorId: string): Promise<void> {
    const { scorecardId, scorecardVersion, subjects } = await this.get(id, inspectorId);
    if (subjectNo >= subjects.length) throw new CalibrationNotFound('It has fewer subjects.', { id, subjectNo });
    const { content } = await this.scorecards.at(scorecardId, scorecardVersion);
    const judged = judgedBy(content.form, answers);
    refuseIncomplete({ ...content.form, groups: [] }, judged, []);
    const key = { sessionId: id, subjectNo, inspectorId };
    await this.database.transaction(async (tx) => {
      const { state } = await this.get(id, inspectorId);
      if (state === 'closed') throw new CalibrationClosed('It is closed.', { id });
      await tx.delete(CalibrationScoreSchema, key);
      await tx.insert(CalibrationScoreSchema, { ...key, answers, judged, at: this.clock.now() });
    });
  }

  /** @throws CalibrationNotFound, CalibrationClosed, StaleVersion */
  close(id: string): Promise<CalibrationSession> {
    return this.database.transaction(async (tx) => {
      const session = await this.get(id, null);
      checkPrecondition(session);
      if (session.state === 'closed') throw new CalibrationClosed('It is closed.', { id });
      const changed = { state: 'closed' as const, remindAt: null, version: session.version + 1 };
      const { affected } = await tx.update(CalibrationSessionSchema, { id, version: session.version }, changed);
      if (affected !== 1) throw new StaleVersion('It was changed in the meantime.', { id });
      return { ...session, ...changed };
    });
  }

  /** @throws CalibrationNotFound, CalibrationOpen */
  async report(id: string, personId: string | null): Promise<CalibrationReport> {
    const { state, scorecardId, scorecardVersion, expertId } = await this.get(id, personId);
    if (state === 'open') throw new CalibrationOpen('It is not closed yet: everybody judges for themselves.', { id });
    const { content } = await this.scorecards.at(scorecardId, scorecardVersion);
    const scales = content.form.groups
      .flatMap(({ items }) => items)
      .filter((item) => item.kind === 'choice')
      .map(({ key, options }) => ({ key, values: options.map(({ value }) => value) }));
    const scores = await (await this.database.reader()).findBy(CalibrationScoreSchema, { sessionId: id });
    const marks = scores.map(({ inspectorId, subjectNo: subject, answers, judged }) => {
      return { inspectorId, subject, answers: shown(answers, judged), score: judged.total };
    });
    return calibrated(scales, marks, expertId);
  }
}

/** What was hidden was not answered. */
function shown(answers: Answers, { items }: CalibrationScore['judged']): Answers {
  const hidden = new Set(items.filter(({ state }) => state === 'hidden').map(({ key }) => key));
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !hidden.has(key)));
}
