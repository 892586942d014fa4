import { agreedPoints, gradeOf, needsThird } from '#libs/quality-rules/exam/grade';
import { markOf } from '#libs/quality-rules/exam/marking';
import type { ExamAnswer } from '#libs/quality-rules/exam/question';
import { Injectable } from '@nestjs/common';
import type { ExamRules, ExamTerms, PaperQuestion } from '../domain/exam-rules.js';
import { ExamQuestions } from '../question/exam-questions.js';

/** Rules of marking, with the keys of the questions that an attempt has. */
@Injectable()
export class PaperRules {
  constructor(private readonly questions: ExamQuestions) {}

  async of(paper: readonly PaperQuestion[], { credit }: Pick<ExamTerms, 'credit'>): Promise<ExamRules> {
    const versions = await this.questions.byVersion(paper.map(({ versionId }) => versionId));
    return {
      mark: ({ versionId, points }, answer) =>
        markOf(versions.get(versionId)!.content, answer as ExamAnswer, points, credit),
      grade: gradeOf,
      needsThird,
      agreed: agreedPoints,
    };
  }
}
