import type { Dice } from '#libs/kernel/dice';
import type { KnownBound } from './column-generation.js';
import { CoverTally } from '../cover-tally.js';
import type { Roster } from '../roster-problem.js';
import type { WorkforceLines } from '../line/workforce-lines.js';

/**
 * So many who are free together. Where a bound of everybody is known, half of them are by turns those who are a reason that the roster is above it:
 * whose line is dear at its prices, who work where too many do, or who might work where somebody is missing.
 */
export function someFree(
  lines: WorkforceLines,
  roster: Roster,
  size: number,
  dice: Dice,
  known: KnownBound | undefined,
): number[] {
  const mixed = shuffled([...roster.keys()], dice);
  if (!known || dice.onceIn(3)) return mixed.slice(0, size);
  const blame = dice.onceIn(2) ? excesses(lines, roster, known) : mightHelp(lines, roster, known, dice);
  const drawn = mixed.map((employee) => ({ employee, lot: blame[employee]! * (1 + dice.below(1_000)) }));
  const first = drawn.filter(({ lot }) => lot > 0).sort((a, b) => b.lot - a.lot);
  const near = first.slice(0, Math.ceil(size / 2)).map(({ employee }) => employee);
  return [...near, ...mixed.filter((employee) => !near.includes(employee))].slice(0, size);
}

/** How far each line is above the cheapest, and what is lost where too many work. */
function excesses(lines: WorkforceLines, roster: Roster, { prices, cheapest }: KnownBound): number[] {
  const { length } = lines.problem.shifts;
  const tally = tallyOf(lines, roster);
  const lost = new Map(
    lines.problem.cover.map(({ day, shift, tooMany }) => {
      const place = day * length + shift;
      return [place, tally.missing(place) < 0 ? tooMany + prices[place]! : 0];
    }),
  );
  return roster.map((line, employee) => {
    const dear = Math.max(0, lines.costAt(employee, line, prices) - cheapest[employee]!);
    return dear + line.reduce((sum, shift, day) => sum + (lost.get(day * length + shift) ?? 0), 0);
  });
}

/** 1 for all who may work at a place where somebody is missing, although the bound does not say so. */
function mightHelp(lines: WorkforceLines, roster: Roster, { prices }: KnownBound, dice: Dice): number[] {
  const { cover, employees, shifts } = lines.problem;
  const tally = tallyOf(lines, roster);
  const [first] = shuffled([...cover.keys()], dice)
    .map((at) => ({ ...cover[at]!, place: cover[at]!.day * shifts.length + cover[at]!.shift }))
    .map((each) => ({ ...each, loss: Math.max(0, tally.missing(each.place)) * (each.tooFew - prices[each.place]!) }))
    .filter(({ loss }) => loss > 1);
  return employees.map(({ mostOfShift, daysOff }) =>
    first && mostOfShift[first.shift]! > 0 && !daysOff.includes(first.day) ? 1 : 0,
  );
}

function tallyOf(lines: WorkforceLines, roster: Roster): CoverTally {
  const tally = new CoverTally(lines.problem);
  for (const line of roster) tally.add(line);
  return tally;
}

export function shuffled(places: readonly number[], dice: Dice): number[] {
  const mixed = [...places];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = dice.below(at + 1);
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
}
