import { erlangA } from '#libs/workforce/staffing/erlang-a';
import { AIM, VOICE } from '../day/habits.js';

const INTERVALS = 6;

/** Half an hour of the day, as it is staffed. Times in seconds since the first interval began. */
export interface HalfHour {
  readonly from: number;
  readonly to: number;
  readonly contacts: number;
  /** Share of them who are answered in time, by Erlang A. */
  readonly serviceLevel: number;
}

/** A day with a number of agents for each interval. */
export interface StaffedDay {
  readonly intervalSeconds: number;
  readonly agents: readonly number[];
  /** How long an agent is busy with a contact. */
  readonly handleSeconds: number;
}

/** What is promised when so many come: volumes by the half hour, agents by the interval. */
export function promises(
  contacts: readonly number[],
  { intervalSeconds, agents, handleSeconds }: StaffedDay,
): HalfHour[] {
  return Array.from({ length: Math.ceil(contacts.length / INTERVALS) }, (_, half) => {
    const first = half * INTERVALS;
    const own = contacts.slice(first, first + INTERVALS);
    const coming = own.reduce((sum, count) => sum + count, 0);
    const demand = {
      ...{ contacts: coming / own.length, intervalSeconds, handleSeconds },
      patienceSeconds: VOICE.patienceSeconds,
    };
    const levels = own.map((_, at) => levelWith(agents[first + at]!, demand));
    return {
      ...{ from: first * intervalSeconds, to: (first + own.length) * intervalSeconds, contacts: coming },
      serviceLevel: levels.reduce((sum, level) => sum + level, 0) / levels.length,
    };
  });
}

/** Over all who come. */
export function overall(halfHours: readonly HalfHour[]): number {
  const contacts = halfHours.reduce((sum, half) => sum + half.contacts, 0);
  return halfHours.reduce((sum, half) => sum + half.contacts * half.serviceLevel, 0) / contacts;
}

function levelWith(agents: number, demand: Parameters<typeof erlangA>[0]): number {
  return agents === 0 ? 0 : erlangA(demand, agents).serviceLevel(AIM.withinSeconds);
}
