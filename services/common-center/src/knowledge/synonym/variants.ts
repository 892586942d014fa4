import { compared } from '#libs/text-search/terms-of';

/** Words that mean the same, the usual one first. */
export type SynonymGroup = readonly string[];

const IN_LETTERS = /^[\p{Script=Latin}\p{N}]/u;

/**
 * What was asked, and the same in words that mean the same, those nearest to it first.
 * @param most of them, with what was asked
 */
export function variantsOf(question: string, groups: readonly SynonymGroup[], most: number): string[] {
  const variants = [compared(question)];
  for (let at = 0; at < variants.length && variants.length < most; at++) {
    const others = groups.flatMap((group) => replacedIn(variants[at]!, group));
    for (const other of others) if (!variants.includes(other) && variants.length < most) variants.push(other);
  }
  return variants;
}

/** The same for all that differ only in words of the same meaning. */
export function inUsualWords(question: string, groups: readonly SynonymGroup[]): string {
  return groups.reduce((text, [usual, ...others]) => {
    return others.reduce((said, word) => said.replaceAll(wholly(word), usual!), text);
  }, compared(question));
}

function replacedIn(text: string, group: SynonymGroup): string[] {
  // The longest that is said, so that a part of it is not taken for it.
  const said = group.filter((word) => wholly(word).test(text)).sort((a, b) => b.length - a.length)[0];
  if (said === undefined) return [];
  return group.filter((word) => word !== said).map((word) => text.replaceAll(wholly(said), word));
}

/** Words in letters stand alone; others are where they are. */
function wholly(word: string): RegExp {
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return IN_LETTERS.test(word)
    ? new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu')
    : new RegExp(escaped, 'gu');
}
