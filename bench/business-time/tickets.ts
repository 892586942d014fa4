import type { Calendar } from '#libs/business-time/calendar';
import type { SlaEvent, SlaLog } from '#libs/business-time/sla/sla-log';
import type { SlaPolicy, SlaTarget, StatusCategory } from '#libs/business-time/sla/sla-policy';
import { FROM, type Desk } from './desks.js';
import type { Dice } from '#libs/kernel/dice';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Over all the days on which clocks change, with room for due times before the oracle's watch stops. */
const FIRST_DAYS = 70;
const LIFE_MS = 4 * DAY;

/** What happened to a ticket in a few days, and when somebody asked how it stands. */
export interface Ticket {
  readonly log: SlaLog;
  readonly asOf: Date;
}

/** A ticket with two versions of a policy, replies, pauses, a reopening and a hand-over, all on whole minutes. */
export function someTicket(dice: Dice, desks: readonly Desk[]): Ticket {
  const openedAt = FROM.getTime() + dice.below(FIRST_DAYS * 24 * 60) * MINUTE;
  const [first, second] = [somePolicy(dice, desks, 1), somePolicy(dice, desks, 2)];
  const life: Life[] = [
    { type: 'group-assigned', group: 'G1' },
    { type: 'agent-replied' },
    { type: 'status-changed', to: 'waiting' },
    { type: 'customer-wrote' },
    { type: 'status-changed', to: 'open' },
    { type: 'policy-applied', policy: second },
    { type: 'group-assigned', group: 'G2' },
    { type: 'agent-replied' },
    { type: 'status-changed', to: 'solved' },
    { type: 'status-changed', to: 'open' },
  ];
  const minutes = new Set<number>();
  while (minutes.size < life.length) minutes.add(1 + dice.below(LIFE_MS / MINUTE));
  const times = [...minutes].sort((left, right) => left - right);
  const lived = life.map((event, index) => ({ ...event, at: new Date(openedAt + times[index]! * MINUTE) }));
  const at = new Date(openedAt);
  return {
    log: [{ type: 'opened', at }, { type: 'policy-applied', at, policy: first }, ...lived],
    asOf: new Date(openedAt + dice.below(LIFE_MS / MINUTE) * MINUTE),
  };
}

type Life = { [Type in SlaEvent['type']]: Omit<Extract<SlaEvent, { type: Type }>, 'at'> }[SlaEvent['type']];

function somePolicy(dice: Dice, desks: readonly Desk[], version: number): SlaPolicy {
  const { calendar } = dice.oneOf(desks);
  const target = (hours: number) => someTarget(dice, calendar, hours);
  return {
    id: 'gold',
    version,
    targets: { 'first-response': target(4), 'next-response': target(4), update: target(8), resolution: target(24) },
    ola: new Map([
      ['G1', target(8)],
      ['G2', target(8)],
    ]),
    serviceHours: calendar,
  };
}

function someTarget(dice: Dice, calendar: Calendar, hours: number): SlaTarget {
  const pausedIn: StatusCategory[] = dice.below(2) === 0 ? ['waiting'] : [];
  return { calendar, ms: (1 + dice.below(hours * 60)) * MINUTE, pausedIn };
}
