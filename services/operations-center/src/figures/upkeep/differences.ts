/** A number that is not what it should be. */
export interface Difference {
  /** Of which cell or line. */
  readonly of: string;
  readonly name: string;
  readonly stored: number;
  readonly computed: number;
}

/** Compares rows by all that is no number; what is missing is 0. */
export function differencesOf(stored: readonly object[], computed: readonly object[]): Difference[] {
  const [before, after] = [named(stored), named(computed)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((of) => {
    const [one, other] = [before.get(of) ?? {}, after.get(of) ?? {}];
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) => {
      const difference = { of, name, stored: one[name] ?? 0, computed: other[name] ?? 0 };
      return difference.stored === difference.computed ? [] : [difference];
    });
  });
}

function named(rows: readonly object[]): Map<string, Record<string, number>> {
  return new Map(
    rows.map((row) => {
      const entries = Object.entries(row) as [string, unknown][];
      const numbers = entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
      const key = entries
        .filter(([, value]) => typeof value !== 'number')
        .map(([name, value]) => `${name}=${said(value)}`);
      return [key.toSorted().join(' '), Object.fromEntries(numbers.filter(([name]) => name !== 'shard'))];
    }),
  );
}

function said(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
