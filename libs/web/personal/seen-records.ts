interface Answer {
  readonly items?: readonly { readonly id?: unknown }[];
}

/**
 * Which records an answer shows: what hangs on one record is that record's, as the messages of a conversation; rows of other lists are
 * each their own. What has no id, as what somebody is told of themselves, is nobody's record.
 * @param of what the route names, e.g. `{ id }`
 * @param read rows; null: all of it
 */
export function recordsIn(
  answer: unknown,
  of: Readonly<Record<string, string>>,
  read: ReadonlySet<number | null>,
): { readonly ids: string[]; readonly single: boolean } {
  if (read.size === 0) return { ids: [], single: false };
  const [named] = Object.values(of);
  if (named !== undefined) return { ids: [named], single: true };
  const { items = [] } = answer as Answer;
  const ids = [...read].flatMap((row) => (row === null ? [] : [items[row]?.id]));
  return { ids: ids.filter((id) => typeof id === 'string'), single: false };
}
