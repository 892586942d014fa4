import { RE2JS, RE2JSException, type Matcher } from 're2js';
import type { Budget } from './budget.js';

/** Steps of the engine that cost as much as a node: one for each character and each part of the pattern. */
const STEPS = 2;
/** As many, where it is not known how far the engine looks. */
const PERHAPS_STEPS = 16;
const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  s: RE2JS.DOTALL,
  m: RE2JS.MULTILINE,
};
/** What `\s` means in JavaScript besides the white space of ASCII, e.g. the wide space of Chinese texts. */
const WIDE_SPACE = String.raw`\x{b}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;

const PROPERTY = /(?<=\\[pP]\{)(?:Script|sc|General_Category|gc)=/g;

/** Patterns that are kept compiled for an expression; most say theirs. */
const KEPT = 16;

/** A pattern that looks ahead, behind, or back to a group. */
export class PatternNotSupported extends Error {}

/** FEEL's functions that take a pattern, in time that grows with the text and the pattern alone, whatever they are. */
export class Patterns {
  readonly #compiled = new Map<string, RE2JS>();

  constructor(private readonly budget: Budget) {}

  /** `matches(input, pattern, flags?)`; undefined: the arguments are not such. @throws EvaluationLimit, PatternNotSupported */
  matches([input, pattern, flags]: readonly unknown[]): boolean | undefined {
    return this.#matcher(input, pattern, flags ?? '')?.find();
  }

  /** `replace(input, pattern, replacement, flags?)`; as {@link matches} */
  replaced([input, pattern, replacement, flags]: readonly unknown[]): string | undefined {
    const found = this.#matcher(input, pattern, flags ?? '');
    if (!found || typeof replacement !== 'string') return undefined;
    const text = input as string;
    let made = '';
    let from = 0;
    while (this.#next(found, text.length - from)) {
      const groups = Array.from({ length: found.groupCount() + 1 }, (_, group) => found.group(group) ?? '');
      const piece = filled(replacement, groups);
      this.budget.weigh(piece);
      made += text.slice(from, found.start()) + piece;
      from = found.end();
    }
    return made + text.slice(from);
  }

  /** `split(string, delimiter)`; as {@link matches} */
  splitBy([input, delimiter]: readonly unknown[]): string[] | undefined {
    const found = this.#matcher(input, delimiter, '');
    if (!found) return undefined;
    const text = input as string;
    if (delimiter === '') return Array.from(text);
    const parts: string[] = [];
    let from = 0;
    while (this.#next(found, text.length - from)) {
      // Nothing is cut off before the first character, after the last, or twice at one place.
      if (found.end() === found.start() && (found.start() === from || found.start() === text.length)) continue;
      parts.push(text.slice(from, found.start()));
      from = found.end();
    }
    return [...parts, text.slice(from)];
  }

  /** Undefined: it is no text, or no pattern, which feelin says in its own words. */
  #matcher(input: unknown, pattern: unknown, flags: unknown): Matcher | undefined {
    if (typeof input !== 'string' || typeof pattern !== 'string' || typeof flags !== 'string') return undefined;
    const made = this.#pattern(pattern, flags);
    if (made) this.budget.spend(((input.length + 1) * (made.programSize() + 1)) / STEPS);
    return made?.matcher(input);
  }

  #pattern(pattern: string, flags: string): RE2JS | undefined {
    const name = `${flags}/${pattern}`;
    const known = this.#compiled.get(name);
    if (known || !isPattern(pattern, flags)) return known;
    if (this.#compiled.size === KEPT) this.#compiled.clear();
    const made = compiled(pattern, flags);
    this.#compiled.set(name, made);
    this.budget.spend(made.programSize());
    return made;
  }

  /** Looks for the next one, at most to the end. */
  #next(found: Matcher, left: number): boolean {
    this.budget.spend((left * found.programSize()) / PERHAPS_STEPS);
    return found.find();
  }
}

function compiled(pattern: string, flags: string): RE2JS {
  try {
    return RE2JS.compile(
      translated(pattern),
      Array.from(flags).reduce((all, flag) => all | FLAGS[flag]!, 0),
    );
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause;
    throw new PatternNotSupported(`the pattern "${pattern}" says what cannot be matched in bounded time`, { cause });
  }
}

function isPattern(pattern: string, flags: string): boolean {
  if (/[^sim]/.test(flags)) return false;
  try {
    return Boolean(new RegExp(pattern, `u${flags}`));
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
