const DAYS = 5;
/** Days on either side that say what the level is. */
const NEIGHBOURS = 7;
/** Of the logarithm of a day's total around what its weekday does. */
const DEVIATION = 0.05;
/** How unlikely a day is to be missing, as −log of its probability. */
const MISSING = 6;
const FIRST_WEEKS = 4;
const ROUNDS = 10;

/**
 * Which weekday (0 is Monday, 4 Friday) each day of a series without dates is: some weekdays are missing, and what the days after them are
 * like tells which. The likeliest places of all days together (Viterbi), in turns with what weekdays do.
 * @param values of each day, in order
 */
export function placedInWeeks(values: readonly (readonly number[])[], first: number): number[] {
  const logs = values.map((day) => Math.log(day.reduce((sum, value) => sum + value, 0) + 1));
  const left = logs.map((log, middle) => log - levelAt(logs, middle));
  let places = left.map((_, at) => (first + at) % DAYS);
  let effects = effectsOf(left.slice(0, DAYS * FIRST_WEEKS), places);
  for (let round = 0; round < ROUNDS; round++) {
    places = likeliest(left, effects, first);
    effects = effectsOf(left, places);
  }
  return places;
}

function levelAt(logs: readonly number[], middle: number): number {
  let sum = 0;
  let weights = 0;
  for (let at = Math.max(0, middle - NEIGHBOURS); at <= Math.min(logs.length - 1, middle + NEIGHBOURS); at++) {
    const weight = 1 - Math.abs(at - middle) / (NEIGHBOURS + 1);
    sum += weight * logs[at]!;
    weights += weight;
  }
  return sum / weights;
}

/** The median for each weekday. */
function effectsOf(left: readonly number[], places: readonly number[]): number[] {
  return Array.from({ length: DAYS }, (_, weekday) => {
    const own = left.filter((_, at) => places[at] === weekday).sort((a, b) => a - b);
    return own[own.length >> 1] ?? 0;
  });
}

function likeliest(left: readonly number[], effects: readonly number[], first: number): number[] {
  const surprise = (at: number, weekday: number) => robust((left[at]! - effects[weekday]!) / DEVIATION);
  let costs = effects.map((_, weekday) => (weekday === first ? surprise(0, weekday) : Infinity));
  const cameFrom: number[][] = [];
  for (let at = 1; at < left.length; at++) {
    const before = costs;
    const from: number[] = [];
    costs = effects.map((_, weekday) => {
      const ways = before.map((cost, last) => cost + MISSING * ((weekday - last - 1 + 2 * DAYS) % DAYS));
      from[weekday] = ways.indexOf(Math.min(...ways));
      return ways[from[weekday]]! + surprise(at, weekday);
    });
    cameFrom.push(from);
  }
  const places = [costs.indexOf(Math.min(...costs))];
  for (const from of cameFrom.reverse()) places.unshift(from[places[0]!]!);
  return places;
}

/** Quadratic near 0, linear further out: one odd day moves no other. */
function robust(distance: number): number {
  return Math.min(distance ** 2 / 2, Math.abs(distance) * 1.5);
}
