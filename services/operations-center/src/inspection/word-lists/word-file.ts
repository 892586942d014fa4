import { ValidationFailed } from '#libs/web/http/problem';
import { parse } from 'csv-parse/sync';
import { ListedWordBody } from './word-list.dto.js';

const MOST_WORDS = 100_000;
/** Told at once. */
const MOST_ERRORS = 100;
const YES = /^(yes|true|1|是)$/iu;

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/**
 * The words of a file, each once.
 * @throws ValidationFailed 422 `word-file-invalid`, with what is wrong by line: then nothing of the file is taken
 */
export function wordsOfFile(csv: string): ListedWordBody[] {
  const words = new Map<string, ListedWordBody>();
  const errors: { field: string; message: string }[] = [];
  for (const { record, info } of rowsOf(csv)) {
    const read = ListedWordBody.safeParse({
      text: record['text'] ?? '',
      ...(record['category'] ? { category: record['category'] } : {}),
      variants: (record['variants'] ?? '').split('|').filter((each) => each.trim() !== ''),
      bySound: YES.test(record['bySound'] ?? ''),
      isException: YES.test(record['isException'] ?? ''),
    });
    if (read.success) words.set(read.data.text, read.data);
    else
      errors.push(
        ...read.error.issues.map(({ path, message }) => ({ field: `line ${info.lines}: ${path.join('.')}`, message })),
      );
  }
  if (words.size > MOST_WORDS) errors.push({ field: 'csv', message: `more than ${MOST_WORDS} words` });
  if (errors.length > 0) throw new ValidationFailed(errors.slice(0, MOST_ERRORS), 'word-file-invalid');
  return [...words.values()];
}

function rowsOf(csv: string): Row[] {
  try {
    return parse(csv, { columns: true, bom: true, trim: true, info: true, skip_empty_lines: true });
  } catch (error) {
    const line = (error as { lines?: number }).lines ?? 1;
    throw new ValidationFailed([{ field: `line ${line}`, message: 'cannot be read as CSV' }], 'word-file-invalid');
  }
}
