import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'exam_question',
    {
      id: column.id(),
      questionId: column.ref(),
      number: column.int(),
      type: column.varchar(16),
      text: column.text(),
      content: column.json(),
      labels: column.text(),
      tags: column.json(),
      knowledgePoints: column.json(),
      difficulty: column.int(),
      createdBy: column.varchar(64),
      createdAt: column.time(),
      endedAt: column.nullable(column.time()),
    },
    [{ columns: ['questionId', 'number'], unique: true }, { columns: ['endedAt', 'questionId'] }],
  ),
  table('exam', {
    id: column.id(),
    version: column.int(),
    updatedAt: column.time(),
    title: column.varchar(200),
    blueprint: column.json(),
    paper: column.varchar(8),
    opensAt: column.nullable(column.time()),
    closesAt: column.nullable(column.time()),
    terms: column.json(),
  }),
  table(
    'exam_paper',
    {
      id: column.id(),
      examId: column.ref(),
      examVersion: column.int(),
      sharedKey: column.nullable(column.varchar(64)),
      seed: column.int(),
      blueprint: column.json(),
      questions: column.json(),
      drawnAt: column.time(),
    },
    [{ columns: ['sharedKey'], unique: true }, { columns: ['examId', 'id'] }],
  ),
  table(
    'exam_attempt',
    {
      ...aggregateColumns,
      examId: column.ref(),
      paperId: column.ref(),
      candidateId: column.varchar(64),
      number: column.int(),
      seed: column.int(),
      device: column.varchar(64),
      status: column.varchar(16),
      startedAt: column.time(),
      deadlineAt: column.time(),
      dueAt: column.nullable(column.time()),
      liveKey: column.nullable(column.varchar(128)),
      terms: column.json(),
      questions: column.json(),
      answers: column.json(),
      signs: column.json(),
      handedInAt: column.nullable(column.time()),
      handedInBy: column.nullable(column.varchar(16)),
      marks: column.json(),
      result: column.nullable(column.json()),
      releasedAt: column.nullable(column.time()),
      history: column.json(),
      appeal: column.nullable(column.json()),
    },
    [
      { columns: ['liveKey'], unique: true },
      { columns: ['candidateId', 'examId', 'number'], unique: true },
      { columns: ['dueAt', 'id'] },
      { columns: ['examId', 'status', 'id'] },
    ],
  ),
  table('exam_attempt_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table(
    'exam_marking_task',
    {
      attemptId: column.primary(column.ref()),
      questionId: column.primary(column.ref()),
      examId: column.ref(),
      candidateId: column.varchar(64),
      given: column.int(),
      firstBy: column.nullable(column.varchar(64)),
      secondBy: column.nullable(column.varchar(64)),
    },
    [{ columns: ['examId', 'attemptId'] }],
  ),
];

export class CreateExams1765207000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
