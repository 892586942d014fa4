export interface Entry {
  readonly code: string;
  /** The entry above it; null: none. */
  readonly parent: string | null;
  readonly labels: Readonly<Record<'zh-CN' | 'en', string>>;
  /** Whether it may still be chosen. */
  readonly active: boolean;
}

interface Fault {
  readonly field: string;
  readonly message: string;
}

/** What is wrong with entries: a code that comes twice, one above that is not there, a circle. */
export function faultsOf(entries: readonly Entry[]): Fault[] {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const times = Map.groupBy(entries, ({ code }) => code);
  return entries.flatMap(({ code, parent }): Fault[] => {
    if (times.get(code)!.length > 1) return [{ field: code, message: 'comes more than once' }];
    if (parent !== null && !byCode.has(parent))
      return [{ field: code, message: `is below ${parent}, which is not there` }];
    return isInCircle(byCode, code) ? [{ field: code, message: 'is below itself' }] : [];
  });
}

/** Codes of the one before that the next one leaves out. A code that was once used stays, if only as not active. */
export function missingIn(next: readonly Entry[], before: readonly Entry[]): string[] {
  const kept = new Set(next.map(({ code }) => code));
  return before.map(({ code }) => code).filter((code) => !kept.has(code));
}

/** Those right below one, that may be chosen: all above them may be, too. @param parent null: those at the top */
export function choicesBelow(entries: readonly Entry[], parent: string | null): Entry[] {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const isOpen = (code: string | null): boolean => {
    const entry = code === null ? undefined : byCode.get(code);
    return code === null || (entry !== undefined && entry.active && isOpen(entry.parent));
  };
  return entries.filter((entry) => entry.parent === parent && isOpen(entry.code));
}

function isInCircle(byCode: ReadonlyMap<string, Entry>, code: string): boolean {
  const met = new Set<string>();
  for (let at = byCode.get(code)?.parent ?? null; at !== null && !met.has(at); at = byCode.get(at)?.parent ?? null) {
    if (at === code) return true;
    met.add(at);
  }
  return false;
}
