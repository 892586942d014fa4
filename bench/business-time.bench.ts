import { addBusinessTime } from '#libs/business-time/business-time';
import { observed, SlaMinuteByMinute } from '#libs/business-time/oracle/sla-minute-by-minute';
import { slaClocks } from '#libs/business-time/sla/sla-clocks';
import { desks, FROM, type Desk } from './business-time/desks.js';
import { Dice } from '#libs/kernel/dice';
import { someTicket, type Ticket } from './business-time/tickets.js';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';

const MINUTE = 60_000;
const SEED = 20_261_123;

interface Case {
  readonly desk: Desk;
  readonly from: Date;
  readonly durationMs: number;
}

/** Due times: right against a watch that is looked at every minute, fast against Luxon going from day to day. */
export const bench: Bench = (args) => {
  const smoke = args.includes('--smoke');
  const dice = new Dice(SEED);
  const places = desks();
  const cases = Array.from({ length: smoke ? 300 : 5_000 }, () => someCase(dice, places));
  const tickets = Array.from({ length: smoke ? 30 : 500 }, () => someTicket(dice, places));
  const results = {
    ...againstTheOracle(cases, tickets, places),
    ...againstLuxon(cases, smoke ? 100 : 2_000),
    ...clocks(tickets, smoke ? 100 : 2_000),
  };
  const { dueTimeDisagreements, clockDisagreements, timesLuxon, dueTimesPerSecond } = results;
  console.log(`  ${dueTimesPerSecond} due times/s, ${timesLuxon} times Luxon; ${results.clocksPerSecond} clocks/s`);
  return Promise.resolve({
    results,
    targets: [
      atMost('due times that differ from the minute-by-minute oracle', dueTimeDisagreements, 0),
      atMost('clocks that differ from the minute-by-minute oracle', clockDisagreements, 0),
      atLeast('due times per second, compared with Luxon', timesLuxon, 100),
    ],
  });
};

function someCase(dice: Dice, places: readonly Desk[]): Case {
  const from = new Date(FROM.getTime() + dice.below(80 * 24 * 60) * MINUTE);
  return { desk: dice.oneOf(places), from, durationMs: dice.below(40 * 60) * MINUTE };
}

function againstTheOracle(cases: readonly Case[], tickets: readonly Ticket[], places: readonly Desk[]) {
  const hours = new Map(places.map(({ calendar, oracle }) => [calendar, oracle]));
  let compared = 0;
  let clockDisagreements = 0;
  for (const { log, asOf } of tickets) {
    const watched = new Map(new SlaMinuteByMinute(hours).observe(log, asOf).map((clock) => [clock.clock, clock]));
    const said = observed(slaClocks(log, asOf));
    compared += watched.size;
    clockDisagreements +=
      Math.abs(watched.size - said.length) + count(said, (clock) => !same(clock, watched.get(clock.clock)));
  }
  const wrong = ({ desk, from, durationMs }: Case) =>
    !same(addBusinessTime(desk.calendar, from, durationMs), desk.oracle.add(from, durationMs));
  return {
    dueTimesCompared: cases.length,
    dueTimeDisagreements: count(cases, wrong),
    clocksCompared: compared,
    clockDisagreements,
  };
}

function againstLuxon(cases: readonly Case[], ms: number) {
  const differs = ({ desk, from, durationMs }: Case) =>
    !same(addBusinessTime(desk.calendar, from, durationMs), desk.luxon.add(from, durationMs));
  const luxonDisagreements = count(cases, differs);
  const ours = perSecond(cases, ms, ({ desk, from, durationMs }) => addBusinessTime(desk.calendar, from, durationMs));
  const luxon = perSecond(cases, ms, ({ desk, from, durationMs }) => desk.luxon.add(from, durationMs));
  return {
    dueTimesPerSecond: Math.round(ours),
    luxonDueTimesPerSecond: Math.round(luxon),
    timesLuxon: Math.round(ours / luxon),
    luxonDisagreements,
  };
}

function clocks(tickets: readonly Ticket[], ms: number) {
  const ticketsPerSecond = perSecond(tickets, ms, ({ log, asOf }) => slaClocks(log, asOf));
  const clocksPerTicket = tickets.reduce((sum, { log, asOf }) => sum + slaClocks(log, asOf).length, 0) / tickets.length;
  return {
    ticketsPerSecond: Math.round(ticketsPerSecond),
    clocksPerSecond: Math.round(ticketsPerSecond * clocksPerTicket),
  };
}

/** Goes through all cases, again and again, for about so long. */
function perSecond<T>(cases: readonly T[], ms: number, work: (each: T) => unknown): number {
  const start = performance.now();
  let done = 0;
  for (; performance.now() - start < ms; done += cases.length) for (const each of cases) work(each);
  return (done / (performance.now() - start)) * 1_000;
}

function count<T>(all: readonly T[], is: (each: T) => boolean): number {
  return all.filter(is).length;
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
