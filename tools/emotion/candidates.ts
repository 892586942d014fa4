const CHINESE = /[\p{Script=Han}]+/gu;
const ENGLISH = /[a-z]+(?:['’][a-z]+)*/gu;
const LEAST = 2;

/** Pieces that several of the texts have: two to four Chinese characters, one to three English words. */
export function candidates(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) for (const piece of piecesOf(text)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= LEAST).map(([piece]) => piece);
}

function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>();
  for (const [run] of text.matchAll(CHINESE)) add(pieces, [...run], [2, 4], '');
  for (const part of text.toLowerCase().split(/[,.;:!?]/u)) add(pieces, part.match(ENGLISH) ?? [], [1, 3], ' ');
  return pieces;
}

function add(
  pieces: Set<string>,
  units: readonly string[],
  [least, most]: readonly [number, number],
  glue: string,
): void {
  for (let from = 0; from < units.length; from += 1)
    for (let length = least; length <= most && from + length <= units.length; length += 1)
      pieces.add(units.slice(from, from + length).join(glue));
}
