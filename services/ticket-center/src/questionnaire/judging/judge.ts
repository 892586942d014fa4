import type { AnswerValue, Answers, Question, QuestionnaireContent, QuestionProblem } from './content.js';

export interface Judged {
  readonly problems: readonly QuestionProblem[];
  /** Ids of the questions that these answers lead to, in order. */
  readonly asked: readonly string[];
  /** 0 to 100, the weighted mean of what was answered; null: nothing of it counts. */
  readonly score: number | null;
  /** 1 to 5, where a question measures it. */
  readonly satisfaction: number | null;
}

const MOST_TEXT = 4_000;

/**
 * Whether answers are those of a questionnaire, and what they come to. A question whose condition does not hold is not asked;
 * conditions see the answers before them, those that were not asked left out.
 * @param holds whether a condition is true of the answers so far
 */
export function judge(
  { questions }: QuestionnaireContent,
  answers: Answers,
  holds: (condition: string, answers: Answers) => boolean,
): Judged {
  const known = new Set(questions.map(({ id }) => id));
  const problems: QuestionProblem[] = Object.keys(answers)
    .filter((id) => !known.has(id))
    .map((question) => ({ question, code: 'unknown' }));
  const given: Record<string, AnswerValue> = {};
  const asked: Question[] = [];
  for (const question of questions) {
    const answer = answers[question.id];
    if (question.when === null || holds(question.when, given)) {
      asked.push(question);
      const code = problemOf(question, answer);
      if (code) problems.push({ question: question.id, code });
      else if (answer !== undefined) given[question.id] = answer;
    } else if (answer !== undefined) problems.push({ question: question.id, code: 'not-asked' });
  }
  const ids = asked.map(({ id }) => id);
  return { problems, asked: ids, score: scoreOf(asked, given), satisfaction: satisfactionOf(asked, given) };
}

function problemOf(question: Question, answer: AnswerValue | undefined): QuestionProblem['code'] | null {
  if (answer === undefined) return question.required ? 'missing' : null;
  switch (question.kind) {
    case 'single':
      return question.options.some(({ value }) => value === answer) ? null : 'not-an-option';
    case 'multiple':
      return areOptions(question.options, answer) ? null : 'not-an-option';
    case 'scale':
      if (!Number.isInteger(answer)) return 'not-a-number';
      return within(answer as number, question.min, question.max) ? null : 'out-of-range';
    case 'number':
      if (typeof answer !== 'number' || !Number.isFinite(answer)) return 'not-a-number';
      return within(answer, question.min ?? -Infinity, question.max ?? Infinity) ? null : 'out-of-range';
    case 'text':
      return typeof answer === 'string' && answer.length <= MOST_TEXT ? null : 'not-a-text';
  }
}

function areOptions(options: readonly { value: string }[], answer: AnswerValue): boolean {
  if (!Array.isArray(answer) || new Set(answer).size !== answer.length) return false;
  return answer.every((each) => options.some(({ value }) => value === each));
}

function within(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

function scoreOf(asked: readonly Question[], given: Answers): number | null {
  let [sum, weights] = [0, 0];
  for (const question of asked) {
    const answer = given[question.id];
    const score = answer === undefined ? null : pointsOf(question, answer);
    if (score === null || question.weight === 0) continue;
    sum += score * question.weight;
    weights += question.weight;
  }
  return weights === 0 ? null : Math.round((sum / weights) * 100) / 100;
}

/** 0 to 100. Of several options the sum, but never more than all of it; a scale from its lower end to its upper one. */
function pointsOf(question: Question, answer: AnswerValue): number | null {
  if (question.kind === 'scale') return (((answer as number) - question.min) / (question.max - question.min)) * 100;
  if (question.kind !== 'single' && question.kind !== 'multiple') return null;
  const chosen = question.options.filter(({ value }) => [answer].flat().includes(value));
  const scores = chosen.map(({ score }) => score).filter((score) => score !== null);
  return scores.length === 0
    ? null
    : Math.min(
        100,
        scores.reduce((sum, score) => sum + score, 0),
      );
}

function satisfactionOf(asked: readonly Question[], given: Answers): number | null {
  const question = asked.find((each) => each.kind === 'scale' && each.measures === 'satisfaction');
  return question === undefined ? null : ((given[question.id] as number | undefined) ?? null);
}
