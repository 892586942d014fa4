/** A course, as it was called when it was put into the shift. */
export interface TaughtCourse {
  readonly id: string;
  readonly title: string;
}

/** What somebody does in a shift instead of their work; overtime is work beyond the hours of the shift. */
export interface Activity {
  readonly kind: 'break' | 'lunch' | 'training' | 'meeting' | 'overtime';
  /** ISO-8601, UTC. */
  readonly from: string;
  readonly to: string;
  readonly isPaid: boolean;
  /** Of a training: what is learnt then. */
  readonly course?: TaughtCourse;
}

/** One person's time at work on a day; one that goes past midnight belongs to the day it begins. */
export interface WorkShift {
  readonly id: string;
  /** null: nobody has it yet. */
  readonly agentId: string | null;
  readonly date: string;
  readonly patternId: string | null;
  readonly siteId: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** When it begins, minutes after midnight on the clock there. */
  readonly startMinute: number;
  readonly activities: readonly Activity[];
}

function minutesOf({ from, to }: Pick<Activity, 'from' | 'to'>): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}

export function overtimeMinutes({ activities }: WorkShift): number {
  return sumOf(activities.filter(({ kind }) => kind === 'overtime'));
}

/** Without unpaid pauses and without overtime. */
export function regularMinutes(shift: WorkShift): number {
  const long = (shift.endsAt.getTime() - shift.startsAt.getTime()) / 60_000;
  return long - sumOf(shift.activities.filter(({ isPaid }) => !isPaid)) - overtimeMinutes(shift);
}

export interface Span {
  readonly kind: Activity['kind'] | 'work';
  readonly from: Date;
  readonly to: Date;
  readonly course?: TaughtCourse;
}

/** The whole shift, activity by activity; overtime is work. */
export function spansOf({ startsAt, endsAt, activities }: WorkShift): Span[] {
  const spans: Span[] = [];
  let at = startsAt;
  const others = activities.filter(({ kind }) => kind !== 'overtime');
  for (const { kind, from, to, course } of others.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (new Date(from) > at) spans.push({ kind: 'work', from: at, to: new Date(from) });
    spans.push({ kind, from: new Date(from), to: new Date(to), ...(course && { course }) });
    at = new Date(to);
  }
  if (at < endsAt) spans.push({ kind: 'work', from: at, to: endsAt });
  return spans;
}

/** For whoever has the shift next: what one person was to learn in it is not learnt by another. */
export function withoutCourses(activities: readonly Activity[]): Activity[] {
  return activities.filter(({ course }) => course === undefined);
}

function sumOf(activities: readonly Activity[]): number {
  return activities.reduce((sum, each) => sum + minutesOf(each), 0);
}
