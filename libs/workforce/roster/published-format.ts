import { RosterFormatInvalid } from './roster.errors.js';
import { OFF, type Employee, type Roster, type RosterProblem, type Shift, type Wish } from './roster-problem.js';

type Sections = ReadonlyMap<string, readonly string[][]>;

/** Reads the published format of the benchmark: sections of comma-separated lines, comments behind `#`. @throws RosterFormatInvalid */
export function readProblem(text: string): RosterProblem {
  const sections = sectionsOf(text);
  const rows = (name: string) => sections.get(`SECTION_${name}`) ?? [];
  const days = number(rows('HORIZON')[0]?.[0], 'horizon');
  const ids = rows('SHIFTS').map(([id]) => id ?? '');
  const shiftAt = (id: string | undefined) => placeOf(ids, id, 'shift');
  const shifts = rows('SHIFTS').map(([id = '', minutes, following]): Shift => ({
    ...{ id, minutes: number(minutes, 'length') },
    notFollowedBy: (following ?? '').split('|').filter(Boolean).map(shiftAt),
  }));
  const wishes = [
    ...rows('SHIFT_ON_REQUESTS').map((row) => ({ row, wanted: true })),
    ...rows('SHIFT_OFF_REQUESTS').map((row) => ({ row, wanted: false })),
  ];
  const wishesOf = (employee: string) =>
    wishes.flatMap(({ row: [id, day, shift, weight], wanted }): Wish[] =>
      id === employee
        ? [{ day: number(day, 'day'), shift: shiftAt(shift), wanted, weight: number(weight, 'weight') }]
        : [],
    );
  const offOf = (employee: string) =>
    rows('DAYS_OFF').flatMap(([id, ...off]) => (id === employee ? off.map((day) => number(day, 'day')) : []));
  const employees = rows('STAFF').map((row): Employee => employeeOf(row, shiftAt, shifts.length, wishesOf, offOf));
  const cover = rows('COVER').map(([day, shift, needed, tooFew, tooMany]) => ({
    ...{ day: number(day, 'day'), shift: shiftAt(shift), needed: number(needed, 'requirement') },
    ...{ tooFew: number(tooFew, 'weight'), tooMany: number(tooMany, 'weight') },
  }));
  if (shifts.length === 0 || employees.length === 0) throw new RosterFormatInvalid('There are no shifts, or nobody.');
  return { days, shifts, employees, cover };
}

/** One line for each employee: their id, then the shift of each day, empty where it is off. */
export function writeRoster({ employees, shifts }: RosterProblem, roster: Roster): string {
  const cells = roster.map((line, at) => [
    employees[at]!.id,
    ...line.map((shift) => (shift === OFF ? '' : shifts[shift]!.id)),
  ]);
  return cells.map((line) => line.join('\t')).join('\n');
}

function employeeOf(
  row: readonly string[],
  shiftAt: (id: string | undefined) => number,
  shifts: number,
  wishesOf: (id: string) => readonly Wish[],
  offOf: (id: string) => readonly number[],
): Employee {
  const [id = '', most = '', ...rest] = row;
  const mostOfShift = new Array<number>(shifts).fill(0);
  for (const pair of most.split('|')) {
    const [shift, count] = pair.split('=');
    mostOfShift[shiftAt(shift)] = number(count, 'most shifts');
  }
  const [mostMinutes, leastMinutes, mostRun, leastRun, leastOff, mostWeekends] = rest.map((each) =>
    number(each, 'rule'),
  );
  return {
    ...{ id, mostOfShift, mostMinutes: mostMinutes!, leastMinutes: leastMinutes! },
    ...{ mostConsecutiveShifts: mostRun!, leastConsecutiveShifts: leastRun!, leastConsecutiveDaysOff: leastOff! },
    ...{ mostWeekends: number(`${mostWeekends}`, 'weekends'), daysOff: offOf(id), wishes: wishesOf(id) },
  };
}

function sectionsOf(text: string): Sections {
  const sections = new Map<string, string[][]>();
  let current: string[][] = [];
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('SECTION_')) sections.set(line, (current = []));
    else current.push(line.split(',').map((cell) => cell.trim()));
  }
  return sections;
}

function number(cell: string | undefined, what: string): number {
  const value = Number(cell);
  if (cell === undefined || cell === '' || !Number.isFinite(value))
    throw new RosterFormatInvalid(`A ${what} is no number.`, { what });
  return value;
}

function placeOf(ids: readonly string[], id: string | undefined, what: string): number {
  const place = ids.indexOf(id ?? '');
  if (place < 0) throw new RosterFormatInvalid(`There is no ${what} ${id}.`, { id });
  return place;
}
