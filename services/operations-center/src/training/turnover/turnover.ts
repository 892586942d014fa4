const DAY_MS = 86_400_000;
const MONTH_MS = (365.25 / 12) * DAY_MS;
const TENURES = [
  { tenure: 'under-3-months', toMonths: 3 },
  { tenure: '3-to-6-months', toMonths: 6 },
  { tenure: '6-to-12-months', toMonths: 12 },
  { tenure: 'over-12-months', toMonths: Infinity },
] as const;
export const TENURE_NAMES = TENURES.map(({ tenure }) => tenure);
type Tenure = (typeof TENURE_NAMES)[number];

/** Instants are ms since the epoch. */
export interface Staff {
  readonly personId: string;
  readonly since: number;
  /** Null: still there. */
  readonly leftAt: number | null;
}

/** A course that somebody was assigned. */
export interface Taken {
  readonly personId: string;
  readonly courseId: string;
  /** Because they came to a team. */
  readonly isForStarting: boolean;
  /** Null: not yet. */
  readonly completedAt: number | null;
  /** Of the course; planned for it. */
  readonly minutes: number;
}

interface Time {
  readonly from: number;
  readonly to: number;
}

export interface Learning {
  readonly people: number;
  readonly courses: number;
  readonly minutes: number;
}

export interface Turnover {
  readonly byTenure: readonly { readonly tenure: Tenure; readonly people: number; readonly leavers: number }[];
  /** What was learnt by those who left in the time, ever: it left with them. */
  readonly learntByLeavers: Learning;
  /** What was learnt in the time by those who are there at its end. */
  readonly learntByStayers: Learning;
  /** Of those who came in the time: days until all courses they were given for starting were completed. */
  readonly proficiency: { readonly people: number; readonly medianDays: number | null; readonly notYet: number };
  /** The courses that leavers completed, the most minutes first. */
  readonly byCourse: readonly ({ readonly courseId: string } & Learning)[];
}

/** Who left in a time, after how long, and what that cost in learning. People count in every tenure they had while they were there in the time. */
export function turnoverOf(staff: readonly Staff[], taken: readonly Taken[], time: Time): Turnover {
  const there = staff.filter(({ since, leftAt }) => since < time.to && (leftAt ?? Infinity) >= time.from);
  const leavers = there.filter(({ leftAt }) => leftAt !== null && leftAt < time.to);
  const [left, all] = [idsOf(leavers), idsOf(there)];
  const done = taken.filter(({ completedAt }) => completedAt !== null && completedAt < time.to);
  const lost = done.filter(({ personId }) => left.has(personId));
  const kept = done.filter(
    ({ personId, completedAt }) => all.has(personId) && !left.has(personId) && completedAt! >= time.from,
  );
  const byCourse = [...Map.groupBy(lost, ({ courseId }) => courseId)].map(([courseId, of]) => {
    return { courseId, ...learningOf(of) };
  });
  return {
    byTenure: TENURES.map(({ tenure }) => ({
      tenure,
      people: there.filter((person) => hadTenure(person, tenure, time)).length,
      leavers: leavers.filter(({ since, leftAt }) => tenureAfter(leftAt! - since) === tenure).length,
    })),
    ...{ learntByLeavers: learningOf(lost), learntByStayers: learningOf(kept) },
    proficiency: proficiencyOf(there, taken, time),
    byCourse: byCourse.toSorted(
      (one, other) => other.minutes - one.minutes || (one.courseId < other.courseId ? -1 : 1),
    ),
  };
}

function hadTenure({ since, leftAt }: Staff, tenure: Tenure, { from, to }: Time): boolean {
  const [first, last] = [Math.max(from, since) - since, Math.min(to, leftAt ?? Infinity) - since];
  const at = TENURE_NAMES.indexOf(tenure);
  return TENURE_NAMES.indexOf(tenureAfter(first)) <= at && at <= TENURE_NAMES.indexOf(tenureAfter(last));
}

function tenureAfter(ms: number): Tenure {
  return TENURES.find(({ toMonths }) => ms < toMonths * MONTH_MS)!.tenure;
}

function proficiencyOf(there: readonly Staff[], taken: readonly Taken[], { from }: Time): Turnover['proficiency'] {
  const forStarting = Map.groupBy(
    taken.filter(({ isForStarting }) => isForStarting),
    ({ personId }) => personId,
  );
  const came = there.filter(({ since, personId }) => since >= from && forStarting.has(personId));
  const days = came.flatMap(({ personId, since }) => {
    const ends = forStarting.get(personId)!.map(({ completedAt }) => completedAt ?? Infinity);
    const last = Math.max(...ends);
    return Number.isFinite(last) ? [(last - since) / DAY_MS] : [];
  });
  return { people: came.length, medianDays: medianOf(days), notYet: came.length - days.length };
}

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const half = (sorted.length - 1) / 2;
  return Math.round(((sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2) * 10) / 10;
}

function learningOf(taken: readonly Taken[]): Learning {
  return {
    people: new Set(taken.map(({ personId }) => personId)).size,
    courses: taken.length,
    minutes: taken.reduce((sum, { minutes }) => sum + minutes, 0),
  };
}

function idsOf(staff: readonly Staff[]): ReadonlySet<string> {
  return new Set(staff.map(({ personId }) => personId));
}
