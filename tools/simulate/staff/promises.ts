import { dayCourse } from '#libs/workforce/staffing/day-course';
import { AIM, VOICE } from '../day/habits.js';

const INTERVALS = 6;

/** Half an hour of the day, as it is staffed. Times in seconds since the first interval began. */
export interface HalfHour {
  readonly from: number;
  readonly to: number;
  readonly contacts: number;
  /** Share of them who are answered in time. */
  readonly serviceLevel: number;
}

/** A day with a number of agents for each interval. */
export interface StaffedDay {
  readonly intervalSeconds: number;
  readonly agents: readonly number[];
  /** How long an agent is busy with a contact. */
  readonly handleSeconds: number;
}

/** What is promised when so many come: half hours of a day that goes on from one interval to the next. @param contacts by the interval */
export function promises(
  contacts: readonly number[],
  { intervalSeconds, agents, handleSeconds }: StaffedDay,
): HalfHour[] {
  const levels = dayCourse(
    contacts.map((coming, at) => ({ contacts: coming, agents: agents[at]! })),
    { intervalSeconds, handleSeconds, patienceSeconds: VOICE.patienceSeconds, withinSeconds: AIM.withinSeconds },
  );
  const sumOf = (values: readonly number[], half: number) =>
    values.slice(half * INTERVALS, (half + 1) * INTERVALS).reduce((sum, value) => sum + value, 0);
  const inTime = contacts.map((coming, at) => coming * levels[at]!);
  return Array.from({ length: Math.ceil(contacts.length / INTERVALS) }, (_, half) => {
    const [coming, answered] = [sumOf(contacts, half), sumOf(inTime, half)];
    return {
      from: half * INTERVALS * intervalSeconds,
      to: Math.min((half + 1) * INTERVALS, contacts.length) * intervalSeconds,
      ...{ contacts: coming, serviceLevel: coming > 0 ? answered / coming : 1 },
    };
  });
}

/** Over all who come. */
export function overall(halfHours: readonly HalfHour[]): number {
  const contacts = halfHours.reduce((sum, half) => sum + half.contacts, 0);
  return halfHours.reduce((sum, half) => sum + half.contacts * half.serviceLevel, 0) / contacts;
}
