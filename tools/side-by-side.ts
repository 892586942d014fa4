/** Does the work for every item, at most `lanes` at a time. Rejects with the first failure; then no further item is begun. */
export async function sideBySide<T>(
  items: Iterable<T>,
  lanes: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = each(items);
  const lane = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** An iterator that all lanes take from, which a list's own loop would not be. */
function* each<T>(items: Iterable<T>): Generator<T> {
  yield* items;
}
