import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { QuestionBody, type ImportAnswer } from './exam-question.dto.js';

type Errors = ImportAnswer['errors'];
type Cells = Readonly<Record<string, string | undefined>>;
interface Line {
  readonly line: number;
  readonly value: unknown;
}

const MOST_LINES = 5_000;
const Csv = z.array(z.object({ record: z.record(z.string(), z.string()), info: z.object({ lines: z.int() }) }));

/**
 * Questions of a file; what is wrong is told by line: of a CSV as editors count them, of JSON each question of the list is one. Columns:
 * `type, text, options, correct, tags, knowledgePoints, difficulty, guide`; several of a kind stand between bars. Options of `correct` are
 * counted from 1; of a blank, `=` stands between what it accepts.
 */
export function questionsIn(content: string, format: 'csv' | 'json'): { questions: QuestionBody[]; errors: Errors } {
  const { lines, errors } = format === 'csv' ? csvLines(content) : jsonLines(content);
  const questions: QuestionBody[] = [];
  for (const { line, value } of lines) {
    const { data, error } = QuestionBody.safeParse(value);
    if (data) questions.push(data);
    else errors.push(...error.issues.map(({ path, message }) => ({ line, field: path.join('.'), message })));
  }
  return { questions, errors };
}

function jsonLines(content: string): { lines: Line[]; errors: Errors } {
  try {
    const list = z.array(z.unknown()).max(MOST_LINES).parse(JSON.parse(content));
    return { lines: list.map((value, at) => ({ line: at + 1, value })), errors: [] };
  } catch {
    return unreadable(1, `a list of at most ${MOST_LINES} questions is expected`);
  }
}

function csvLines(content: string): { lines: Line[]; errors: Errors } {
  try {
    const options = { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true, to: MOST_LINES };
    const records = Csv.parse(parse(content, { ...options, relax_column_count: true }));
    return { lines: records.map(({ record, info }) => ({ line: info.lines, value: bodyOf(record) })), errors: [] };
  } catch (error) {
    const line = (error as { lines?: unknown }).lines;
    return unreadable(typeof line === 'number' ? line : 1, 'it is no CSV with a line of names');
  }
}

function unreadable(line: number, message: string): { lines: Line[]; errors: Errors } {
  return { lines: [], errors: [{ line, field: '', message }] };
}

function bodyOf(cells: Cells): unknown {
  const { text, difficulty } = cells;
  const about = { text, tags: listIn(cells['tags']), knowledgePoints: listIn(cells['knowledgePoints']) };
  return { ...about, ...(difficulty ? { difficulty: Number(difficulty) } : {}), content: contentOf(cells) };
}

function contentOf(cells: Cells): unknown {
  const { type, correct, guide } = cells;
  const options = listIn(cells['options']);
  switch (type) {
    case 'single':
      return { type, options, correct: Number(correct) - 1 };
    case 'multiple':
      return { type, options, correct: listIn(correct).map((place) => Number(place) - 1) };
    case 'true-false':
      return { type, correct: { true: true, false: false }[correct?.toLowerCase() ?? ''] };
    case 'fill-in':
      return { type, blanks: listIn(correct).map((accepted) => ({ accepted: accepted.split('=') })) };
    case 'order':
      return { type, lines: options };
    default:
      return { type, guide };
  }
}

function listIn(cell: string | undefined): string[] {
  return (cell ?? '')
    .split('|')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
