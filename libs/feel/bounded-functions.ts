import { evaluate, FeelFunction, FeelRange } from 'feelin';
import { COUNTERS } from './bounded-text.js';
import { EvaluationLimit, isContext, type Budget } from './budget.js';
import { Patterns } from './patterns.js';

type Implementation = (...args: never[]) => unknown;
type Counted = (budget: Budget, args: readonly unknown[], feelins: (...args: readonly unknown[]) => unknown) => unknown;

const RESERVED = new Set<string>(Object.values(COUNTERS));

/** Of feelin's functions those that cost more than what they are given is long, and what they cost; all else weighs its arguments. */
const COSTLY: Readonly<Record<string, Counted>> = {
  string: wholly,
  flatten: wholly,
  is: wholly,
  'list contains': wholly,
  'index of': wholly,
  'distinct values': squarely,
  union: squarely,
  sort: (budget, args, sort) => {
    const [list] = args;
    if (Array.isArray(list)) budget.spend(list.length * Math.log2(list.length + 1));
    return sort(...args);
  },
  'string join': (budget, args, join) => {
    const [list, delimiter] = args;
    if (Array.isArray(list)) for (const each of list) budget.weigh(each);
    if (Array.isArray(list)) budget.weigh(delimiter, list.length);
    return join(...args);
  },
};

/** Names that have to mean what they mean: the costly functions, counted. */
export const COUNTED_NAMES: ReadonlySet<string> = new Set([...Object.keys(COSTLY), 'matches', 'replace', 'split']);

/** @param text of the expression, as it is evaluated */
export function boundedFunctions(text: string, budget: Budget): Record<string, FeelFunction> {
  const squashed = text.replace(/\s+/g, ' ');
  const named = Object.entries({ ...COSTLY, ...ofPatterns(new Patterns(budget)) }).filter(([name]) =>
    squashed.includes(name),
  );
  return {
    ...(squashed.includes(COUNTERS.weighed.slice(0, 2)) ? counters(budget) : {}),
    ...Object.fromEntries(named.map(([name, counted]) => [name, countedFunction(name, counted, budget)])),
  };
}

function ofPatterns(patterns: Patterns): Readonly<Record<string, Counted>> {
  return {
    matches: (_, args, feelins) => patterns.matches(args.map(single)) ?? feelins(...args),
    replace: (_, args, feelins) => patterns.replaced(args.map(single)) ?? feelins(...args),
    split: (_, args, feelins) => patterns.splitBy(args.map(single)) ?? feelins(...args),
  };
}

/** As feelin has it: a list of one is that one, where no list is wanted. */
function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
}

function counters(budget: Budget): Record<string, FeelFunction> {
  const weighed = (value: unknown, price: number) => {
    budget.weigh(value, price);
    return value ?? null;
  };
  const walked = (value: unknown, price: number) => {
    budget.walk(value, price);
    return value ?? null;
  };
  const whole = (value: unknown) => {
    budget.weighWhole(value);
    return value ?? null;
  };
  const filtered = (list: unknown, price: number) => {
    budget.weigh(list, price);
    for (const each of Array.isArray(list) ? list : [list]) lookInto(each, budget);
    return list ?? null;
  };
  const ranged = (from: unknown, to: unknown, price: number) => {
    // As feelin has it: a range to nothing, or to 0, is where it begins.
    if (!to) return from;
    const valueType = typeof from;
    if (valueType !== typeof to || (valueType !== 'number' && valueType !== 'string'))
      throw new Error(`unsupported range: of ${valueType} to ${typeof to}`);
    const range = new FeelRange({
      ...{ start: from, end: to, valueType },
      ...{ 'start included': true, 'end included': true },
    });
    budget.walk(range, price);
    return range;
  };
  return {
    [COUNTERS.weighed]: new FeelFunction(weighed as Implementation, ['value', 'price']),
    [COUNTERS.walked]: new FeelFunction(walked as Implementation, ['value', 'price']),
    [COUNTERS.whole]: new FeelFunction(whole as Implementation, ['value']),
    [COUNTERS.filtered]: new FeelFunction(filtered as Implementation, ['list', 'price']),
    [COUNTERS.ranged]: new FeelFunction(ranged as Implementation, ['from', 'to', 'price']),
  };
}

/** What a filter looks into becomes names: none may be a counter's. */
function lookInto(element: unknown, budget: Budget): void {
  if (typeof element === 'string') return budget.weigh(element, 16);
  if (!isContext(element)) return;
  const names = Object.keys(element);
  if (names.some((name) => RESERVED.has(name))) throw new EvaluationLimit();
  budget.spend(names.length / 16);
  budget.widen(names.length);
}

function countedFunction(name: string, counted: Counted, budget: Budget): FeelFunction {
  const feelins = evaluate(`[${name}][1]`).value as ((...args: readonly unknown[]) => unknown) & { $args: string[] };
  return new FeelFunction(((...args: unknown[]) => counted(budget, args, feelins)) as Implementation, feelins.$args);
}

function wholly(budget: Budget, args: readonly unknown[], feelins: (...args: readonly unknown[]) => unknown): unknown {
  budget.weighWhole(args);
  return feelins(...args);
}

/** Each is compared with those before it. */
function squarely(
  budget: Budget,
  args: readonly unknown[],
  feelins: (...args: readonly unknown[]) => unknown,
): unknown {
  const elements = args.flatMap((arg) => (Array.isArray(arg) ? arg : [arg]) as readonly unknown[]);
  budget.weighWhole(elements);
  const things = elements.filter((each) => typeof each === 'object' && each !== null).length;
  budget.spend((things * elements.length) / 2);
  return feelins(...args);
}
