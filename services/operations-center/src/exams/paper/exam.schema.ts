import { column, schemaIndex } from '#libs/persistence/rows/columns';
import type { BlueprintLine } from '#libs/quality-rules/exam/draw';
import { EntitySchema } from 'typeorm';
import type { ExamTerms, PaperQuestion } from '../domain/exam-rules.js';

export interface ExamRow {
  id: string;
  version: number;
  updatedAt: Date;
  title: string;
  blueprint: BlueprintLine[];
  paper: 'shared' | 'each';
  opensAt: Date | null;
  closesAt: Date | null;
  terms: ExamTerms;
}

export const ExamSchema = new EntitySchema<ExamRow>({
  name: 'exam',
  columns: {
    id: column.id(),
    version: column.int(),
    updatedAt: column.time(),
    title: column.varchar(200),
    blueprint: column.json(),
    paper: column.varchar(8),
    opensAt: column.nullable(column.time()),
    closesAt: column.nullable(column.time()),
    terms: column.json(),
  },
});

/** Drawn once: its seed, and the bank as it was then, give it again. */
export interface PaperRow {
  id: string;
  examId: string;
  examVersion: number;
  /** `examId:version` of a paper that all share; null: somebody's own. */
  sharedKey: string | null;
  seed: number;
  blueprint: BlueprintLine[];
  questions: PaperQuestion[];
  drawnAt: Date;
}

export const ExamPaperSchema = new EntitySchema<PaperRow>({
  name: 'exam_paper',
  columns: {
    id: column.id(),
    examId: column.ref(),
    examVersion: column.int(),
    sharedKey: column.nullable(column.varchar(64)),
    seed: column.int(),
    blueprint: column.json(),
    questions: column.json(),
    drawnAt: column.time(),
  },
  indices: [
    schemaIndex('exam_paper', { columns: ['sharedKey'], unique: true }),
    schemaIndex('exam_paper', { columns: ['examId', 'id'] }),
  ],
});
