import { seatsTaken } from '../domain/check-schedule.js';
import { minuteOf } from '../roster/coverage.js';
import type { RosterShift } from '../roster/roster.schema.js';
import type { Making, Person } from './making.js';

const DAY_MINUTES = 1_440;

/** Where they work, if seats are counted there. */
export function seatedSite({ rules }: Pick<Making, 'rules'>, { agent }: Person): string | null {
  return rules.sites.some(({ id }) => id === agent.siteId) ? agent.siteId : null;
}

/** Of each site where somebody of the roster works and seats are counted: those that others leave, by interval from the first midnight. */
export function freeSeats(making: Making): Record<string, number[]> {
  const { roster, rules, people, elsewhere } = making;
  const used = new Set(people.map((person) => seatedSite(making, person)));
  const { intervalMinutes, days } = roster.demand;
  const intervals = (days.length * DAY_MINUTES) / intervalMinutes;
  return Object.fromEntries(
    rules.sites
      .filter(({ id }) => used.has(id))
      .map(({ id, seats }) => {
        const free = new Array<number>(intervals).fill(seats);
        for (const { siteId, startsAt, endsAt } of elsewhere) {
          if (siteId !== id) continue;
          const first = Math.max(0, Math.floor(minuteOf(roster, startsAt) / intervalMinutes));
          const last = Math.min(intervals, Math.ceil(minuteOf(roster, endsAt) / intervalMinutes));
          for (let at = first; at < last; at++) free[at]! -= 1;
        }
        return [id, free.map((count) => Math.max(0, count))];
      }),
  );
}

/** Whether everybody's seats are taken at their site at any time of the shift. */
export function isFull(making: Making, shifts: readonly RosterShift[], person: Person, more: RosterShift): boolean {
  const site = making.rules.sites.find(({ id }) => id === person.agent.siteId);
  if (!site) return false;
  const there = [...making.elsewhere, ...shifts].filter(
    ({ siteId, agentId }) => siteId === site.id && agentId !== null,
  );
  return seatsTaken(there, more.startsAt, more.endsAt) >= site.seats;
}
