/** Quotation marks, and the sign that something was cut. */
const AROUND_A_TEXT = 3;

/**
 * What fits of a JSON value, and how long the whole was: what is small is kept whole, what is large is cut at its end.
 * @param most characters of JSON; `$kept` has no more
 */
export function excerptOf(value: unknown, most: number): unknown {
  const characters = sizeOf(value);
  return characters <= most ? value : { $characters: characters, $kept: cut(value, most) };
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value)?.length ?? 0;
}

/** @returns undefined where nothing of it fits */
function cut(value: unknown, most: number): unknown {
  if (sizeOf(value) <= most) return value;
  if (typeof value === 'string') return cutText(value, most);
  if (Array.isArray(value)) return cutList(value, most);
  return typeof value === 'object' && value !== null ? cutFields(value, most) : undefined;
}

function cutText(text: string, most: number): string | undefined {
  let length = most - AROUND_A_TEXT;
  // What is escaped is longer than it looks.
  while (length > 0 && sizeOf(cutAt(text, length)) > most) length >>= 1;
  return length > 0 ? cutAt(text, length) : undefined;
}

function cutAt(text: string, length: number): string {
  return `${text.slice(0, length).toWellFormed()}…`;
}

/** From its beginning: the last that is kept may be cut. */
function cutList(list: readonly unknown[], most: number): unknown[] | undefined {
  const kept: unknown[] = [];
  let left = most - 2;
  for (const each of list) {
    const shown = cut(each, left - 1);
    if (shown === undefined) break;
    kept.push(shown);
    left -= sizeOf(shown) + 1;
    if (shown !== each) break;
  }
  return kept.length > 0 ? kept : undefined;
}

/** The small ones first, each up to its share of what is left, so that one large field takes the place of no other. */
function cutFields(fields: object, most: number): object | undefined {
  const bySize = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name, value: value as unknown, size: sizeOf(value) }))
    .sort((one, other) => one.size - other.size);
  const kept = new Map<string, unknown>();
  let left = most - 2;
  bySize.forEach(({ name, value }, index) => {
    const around = sizeOf(name) + 2;
    const shown = cut(value, Math.floor(left / (bySize.length - index)) - around);
    if (shown === undefined) return;
    kept.set(name, shown);
    left -= sizeOf(shown) + around;
  });
  if (kept.size === 0) return undefined;
  return Object.fromEntries(Object.keys(fields).flatMap((name) => (kept.has(name) ? [[name, kept.get(name)]] : [])));
}
