import { RE2JS, type Matcher } from 're2js';
import type { Budget } from './budget.js';

/** Steps of the engine that cost as much as a node: one for each character and each part of the pattern. */
const STEPS = 8;
/** As many, where it is not known how far the engine looks. */
const PERHAPS_STEPS = 32;
const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  s: RE2JS.DOTALL,
  m: RE2JS.MULTILINE,
};
/** What `\s` means in JavaScript besides the white space of ASCII, e.g. the wide space of Chinese texts. */
const WIDE_SPACE = String.raw`\x{b}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;

const PROPERTY = /(?<=\\[pP]\{)(?:Script|sc|General_Category|gc)=/g;

export class PatternNotSupported extends Error {}

/** FEEL's `matches(input, pattern, flags?)`; undefined: the arguments are not such. @throws EvaluationLimit, PatternNotSupported */
export function matches(budget: Budget, [input, pattern, flags = '']: readonly unknown[]): boolean | undefined {
  if (!areTexts(input, pattern, flags ?? '')) return undefined;
  return compiled(budget, input as string, pattern as string, (flags ?? '') as string)?.matcher(input as string).find();
}

/** FEEL's `replace(input, pattern, replacement, flags?)`; as {@link matches} */
export function replaced(
  budget: Budget,
  [input, pattern, replacement, flags = '']: readonly unknown[],
): string | undefined {
  if (!areTexts(input, pattern, replacement, flags ?? '')) return undefined;
  const text = input as string;
  const found = compiled(budget, text, pattern as string, (flags ?? '') as string)?.matcher(text);
  if (!found) return undefined;
  let made = '';
  let from = 0;
  while (next(budget, found, text.length - from)) {
    const groups = Array.from({ length: found.groupCount() + 1 }, (_, group) => found.group(group) ?? '');
    const piece = filled(replacement as string, groups);
    budget.weigh(piece);
    made += text.slice(from, found.start()) + piece;
    from = found.end();
  }
  return made + text.slice(from);
}

/** FEEL's `split(string, delimiter)`; as {@link matches} */
export function splitBy(budget: Budget, [input, delimiter]: readonly unknown[]): string[] | undefined {
  if (!areTexts(input, delimiter)) return undefined;
  const text = input as string;
  const found = compiled(budget, text, delimiter as string, '')?.matcher(text);
  if (!found) return undefined;
  if (delimiter === '') return Array.from(text);
  const parts: string[] = [];
  let from = 0;
  while (next(budget, found, text.length - from)) {
    // Nothing is cut off before the first character, after the last, or twice at one place.
    if (found.end() === found.start() && (found.start() === from || found.start() === text.length)) continue;
    parts.push(text.slice(from, found.start()));
    from = found.end();
  }
  return [...parts, text.slice(from)];
}

/** Looks for the next one, at most to the end. */
function next(budget: Budget, found: Matcher, left: number): boolean {
  budget.spend((left * found.programSize()) / PERHAPS_STEPS);
  return found.find();
}

/** Undefined: it is no pattern, which feelin says in its own words. */
function compiled(budget: Budget, input: string, pattern: string, flags: string): RE2JS | undefined {
  if (!isPattern(pattern, flags)) return undefined;
  try {
    const made = RE2JS.compile(
      translated(pattern),
      Array.from(flags).reduce((all, flag) => all | FLAGS[flag]!, 0),
    );
    budget.spend(((input.length + 1) * (made.programSize() + 1)) / STEPS);
    return made;
  } catch (cause) {
    if ((cause as Error).name !== 'RE2JSSyntaxException') throw cause;
    throw new PatternNotSupported(`the pattern "${pattern}" says what cannot be matched in bounded time`, { cause });
  }
}

function isPattern(pattern: string, flags: string): boolean {
  if (/[^sim]/.test(flags)) return false;
  try {
    return Boolean(new RegExp(pattern, `u${Array.from(new Set(flags)).join('')}`));
  } catch {
    return false;
  }
}

/** RE2 means ASCII by `\s` and `\S`, and says no more of a property than its value. */
function translated(pattern: string): string {
  let isClass = false;
  return RE2JS.translateRegExp(pattern.replace(PROPERTY, '')).replace(/\\[sS]|\\.|[[\]]/gsu, (found) => {
    if (found === '[' || found === ']') isClass = found === '[';
    if (found === String.raw`\s`) return isClass ? `\\s${WIDE_SPACE}` : `[\\s${WIDE_SPACE}]`;
    return found === String.raw`\S` && !isClass ? `[^\\s${WIDE_SPACE}]` : found;
  });
}

/** `$1` is a group, `$0` and `$&` what was found, `$$` a dollar. */
function filled(replacement: string, groups: readonly string[]): string {
  return replacement.replace(/\$(\$|&|\d)/g, (whole, name: string) => {
    if (name === '$') return '$';
    return groups[name === '&' ? 0 : Number(name)] ?? whole;
  });
}

function areTexts(...values: readonly unknown[]): boolean {
  return values.every((value) => typeof value === 'string');
}
