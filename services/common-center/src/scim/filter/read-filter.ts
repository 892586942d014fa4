import { OPERATORS, type Filter, type Operator, type PatchPath, type Path, type Value } from './filter.js';
import { ScimFilterInvalid, ScimPathInvalid } from './scim.errors.js';

const LONGEST = 2_000;
const DEEPEST = 20;
const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|([()[\]])|([^\s()[\]"]+))/y;
const NAME = /^(urn:[A-Za-z0-9:.-]+:)?[A-Za-z$][A-Za-z0-9_$-]*(\.[A-Za-z$][A-Za-z0-9_$-]*)?$/;

/** @throws ScimFilterInvalid */
export function readFilter(text: string): Filter {
  const reader = new Reader(text);
  const filter = reader.alternatives();
  reader.requireEnd();
  return filter;
}

/** @throws ScimPathInvalid */
export function readPath(text: string): PatchPath {
  const [, before, inner, after] = /^([^[\]]+)(?:\[(.*)\](?:\.(\w+))?)?$/s.exec(text.trim()) ?? [];
  if (before === undefined || !NAME.test(before)) throw new ScimPathInvalid('This is no path of an attribute.');
  const [attribute, sub] = pathOf(before);
  if (inner === undefined) return { attribute: attribute!, filter: null, sub: sub ?? null };
  return { attribute: attribute!, filter: readFilter(inner), sub: after?.toLowerCase() ?? null };
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    if (text.length > LONGEST) throw invalid();
    this.#tokens = tokensOf(text);
  }

  alternatives(): Filter {
    let left = this.#all();
    while (this.#takesWord('or')) left = { kind: 'or', left, right: this.#all() };
    return left;
  }

  requireEnd(): void {
    if (this.#at < this.#tokens.length) throw invalid();
  }

  #all(): Filter {
    let left = this.#one();
    while (this.#takesWord('and')) left = { kind: 'and', left, right: this.#one() };
    return left;
  }

  #one(): Filter {
    if (this.#takesWord('not')) return { kind: 'not', of: this.#within('(', ')') };
    if (this.#tokens[this.#at] === '(') return this.#within('(', ')');
    const path = pathOf(this.#name());
    if (this.#tokens[this.#at] === '[') return { kind: 'some', path, filter: this.#within('[', ']') };
    const word = this.#next().toLowerCase();
    if (word === 'pr') return { kind: 'present', path };
    if (!isOperator(word)) throw invalid();
    return { kind: 'compared', path, op: word, value: valueOf(this.#next()) };
  }

  #within(open: string, close: string): Filter {
    if (this.#next() !== open || ++this.#depth > DEEPEST) throw invalid();
    const filter = this.alternatives();
    if (this.#next() !== close) throw invalid();
    this.#depth -= 1;
    return filter;
  }

  #name(): string {
    const name = this.#next();
    if (!NAME.test(name)) throw invalid();
    return name;
  }

  #takesWord(word: string): boolean {
    if (this.#tokens[this.#at]?.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw invalid();
    this.#at += 1;
    return token;
  }
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const whole = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < whole.length) {
    const [, string, bracket, word] = TOKEN.exec(whole) ?? [];
    const token = string ?? bracket ?? word;
    if (token === undefined) throw invalid();
    tokens.push(token);
  }
  return tokens;
}

/** @param name a name may have the schema's before it */
function pathOf(name: string): Path {
  const [own = ''] = name.split(':').slice(-1);
  return own.toLowerCase().split('.');
}

function valueOf(token: string): Value {
  try {
    const value: unknown = JSON.parse(/^(true|false|null)$/i.test(token) ? token.toLowerCase() : token);
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Value;
  } catch {
    throw invalid();
  }
  throw invalid();
}

function isOperator(word: string): word is Operator {
  return (OPERATORS as readonly string[]).includes(word);
}

function invalid(): ScimFilterInvalid {
  return new ScimFilterInvalid('This is no filter as RFC 7644 has them.');
}
