import type { z } from 'zod';
import type { QuestionView } from './exam-question.dto.js';
import type { QuestionRow } from './exam-question.schema.js';

export function questionView(row: QuestionRow): z.input<typeof QuestionView> {
  const { questionId, number, text, tags, knowledgePoints, difficulty, createdBy } = row;
  const about = { id: questionId, version: number, text, tags, knowledgePoints, difficulty, createdBy };
  const content = row.content as z.input<typeof QuestionView>['content'];
  return { ...about, content, createdAt: row.createdAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null };
}
