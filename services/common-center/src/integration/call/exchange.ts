import type { Json } from '#libs/process-engine/model/expression';

/** What an interface answered. */
export interface Exchange {
  readonly status: number;
  /** In lower case; of several of one name the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON where it is JSON, else the text; null: none. */
  readonly body: Json;
}

export function exchangeOf(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  text: string,
): Exchange {
  const first = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ''].flat()[0] ?? '']);
  return { status, headers: Object.fromEntries(first) as Record<string, string>, body: bodyOf(text) };
}

function bodyOf(text: string): Json {
  if (text === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
