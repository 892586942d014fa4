import { withoutWordsIn } from '#libs/personal-data/without-words';

/** What a process was given, and what it was answered, as words in snapshots and records; where it stands stays. */
export const withoutProcessData = withoutWordsIn(
  ...['variables', 'input', 'inputs', 'output', 'outputs', 'operands', 'result', 'items'],
  ...['details', 'message', 'stack', 'preview'],
);

/** The same of values that stand alone. */
export function withoutProcessValues(value: unknown): unknown {
  return (withoutProcessData({ input: value }) as { readonly input: unknown }).input;
}
