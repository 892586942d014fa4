import { askedBy, type ExamAnswer, type PlainQuestion } from '#libs/quality-rules/exam/question';
import { asShown, shownOrder } from '#libs/quality-rules/exam/shuffle';
import type { PaperQuestion } from '../domain/exam-rules.js';
import type { ShownQuestion } from '../attempt/exam-attempt.dto.js';
import type { ExamAttemptRow } from '../infra/exam-attempt.schema.js';
import type { QuestionRow } from '../question/exam-question.schema.js';

/** What of a question its candidate sees: never a key before the result is released, and only where the exam shows keys then. */
export function shownQuestion(
  { questionId, points: possible }: PaperQuestion,
  { text, content }: QuestionRow,
  attempt: ExamAttemptRow,
): ShownQuestion {
  const asked = askedBy(content);
  const order = shownOrder(content, questionId, attempt.seed);
  const saved = attempt.answers[questionId];
  const isReviewed = attempt.status === 'released' && attempt.terms.review !== 'score';
  const showsKeys = isReviewed && attempt.terms.review === 'keys';
  const dialogue = content.type === 'case' ? content.dialogue.map((turn) => ({ ...turn })) : null;
  return {
    ...{ questionId, type: asked.type, text, dialogue, possible },
    choices: order.map((place) => choicesOf(asked)[place]!),
    blanks: asked.type === 'fill-in' ? asked.blanks.length : 0,
    answer: asShown((saved?.answer ?? null) as ExamAnswer, order) as ShownQuestion['answer'],
    sequence: saved?.sequence ?? 0,
    points: isReviewed ? (attempt.marks[questionId]?.points ?? null) : null,
    key: showsKeys ? asShown(keyOf(asked), order) : null,
  };
}

function choicesOf(asked: PlainQuestion): readonly string[] {
  if ('options' in asked) return asked.options;
  return 'lines' in asked ? asked.lines : [];
}

function keyOf(asked: PlainQuestion): ExamAnswer {
  switch (asked.type) {
    case 'fill-in':
      return asked.blanks.map(({ accepted }) => accepted[0]!);
    case 'order':
      return asked.lines.map((_, place) => place);
    case 'essay':
      return null;
    default:
      return asked.correct;
  }
}
