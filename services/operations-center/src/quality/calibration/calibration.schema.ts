import type { EvaluatedSubject } from '#libs/contracts/operations-center/quality-events';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import type { Answers } from '#libs/quality-rules/scorecard/form';
import type { JudgedForm } from '#libs/quality-rules/scorecard/judge';
import { EntitySchema } from 'typeorm';

/** Several inspectors judge the same, so that they come to see it alike. */
export interface CalibrationSession {
  id: string;
  version: number;
  name: string;
  scorecardId: string;
  scorecardVersion: number;
  subjects: readonly EvaluatedSubject[];
  /** The expert among them. */
  participantIds: readonly string[];
  /** Whose judgement the others are compared with. */
  expertId: string;
  state: 'open' | 'closed';
  dueAt: Date;
  /** When it is told that it is late; null: it was, or it is closed. */
  remindAt: Date | null;
  calledBy: string;
}

export const CalibrationSessionSchema = new EntitySchema<CalibrationSession>({
  name: 'calibration_session',
  columns: {
    id: column.id(),
    version: column.int(),
    name: column.varchar(120),
    scorecardId: column.ref(),
    scorecardVersion: column.int(),
    subjects: column.json(),
    participantIds: column.json(),
    expertId: column.varchar(64),
    state: column.varchar(8),
    dueAt: column.time(),
    remindAt: column.nullable(column.time()),
    calledBy: column.varchar(64),
  },
  indices: [schemaIndex('calibration_session', { columns: ['remindAt'] })],
});

/** Who is invited to which. */
export interface CalibrationSeat {
  personId: string;
  sessionId: string;
}

export const CalibrationSeatSchema = new EntitySchema<CalibrationSeat>({
  name: 'calibration_seat',
  columns: { personId: column.primary(column.varchar(64)), sessionId: column.primary(column.ref()) },
  indices: [schemaIndex('calibration_seat', { columns: ['sessionId'] })],
});

export interface CalibrationScore {
  sessionId: string;
  /** Of the session's subjects, from 0. */
  subjectNo: number;
  inspectorId: string;
  answers: Answers;
  judged: JudgedForm;
  at: Date;
}

export const CalibrationScoreSchema = new EntitySchema<CalibrationScore>({
  name: 'calibration_score',
  columns: {
    sessionId: column.primary(column.ref()),
    subjectNo: column.primary(column.int()),
    inspectorId: column.primary(column.varchar(64)),
    answers: column.json(),
    judged: column.json(),
    at: column.time(),
  },
});
