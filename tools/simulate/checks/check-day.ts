import type { Finding } from '../../checks/finding.js';
import {
  BOARD_CHECK,
  checkBoard,
  checkDeadLetters,
  checkOutboxes,
  DEAD_LETTER_CHECK,
  OUTBOX_CHECK,
  readMetrics,
} from '../../checks/suite-checks.js';
import type { World } from '../../world/world.js';
import type { CallCentre } from '../play/call-centre.js';
import type { DayClock } from '../day/day-clock.js';
import { CHAT, VOICE } from '../day/habits.js';
import type { SimulationOptions } from '../options.js';
import type { TheDay } from '../the-day.js';
import { ACCOUNTING_CHECKS, checkAccounts, checkTroubles } from './accounting.js';
import { CAPACITY_CHECKS, checkCapacity } from './capacity.js';
import { checkErlangA, ERLANG_CHECKS, testErlangA, type Comparison, type ErlangATest } from './erlang-a-test.js';
import type { PlayedDay } from '../play/play-day.js';
import type { Recorded } from './facts.js';
import { checkFigures, FIGURE_CHECKS } from './figures.js';
import { checkOrder, ORDER_CHECKS } from './order.js';
import { promises } from '../staff/promises.js';
import type { RosterStaff } from '../staff/roster-staff.js';
import { checkPromise, PROMISE_CHECKS, testPromise } from './promise-test.js';
import { recordedContacts } from './recorded.js';
import { meanBusyMs, waitsOf } from './waits.js';

export interface PlayedOut {
  readonly world: World;
  readonly centre: CallCentre;
  /** Of the tenant, when it began and when it was over. */
  readonly dates: readonly string[];
  readonly day: TheDay;
  readonly clock: DayClock;
  readonly played: PlayedDay;
  readonly options: SimulationOptions;
}

export interface Checked {
  readonly checks: readonly string[];
  readonly findings: readonly Finding[];
  readonly recorded: readonly Recorded[];
  readonly erlangA: ErlangATest | null;
  /** Null: no roster promised anything, or only a part of the day was played. */
  readonly promise: Comparison | null;
}

/** Compares what was played with what the suite's own records say. */
export async function checkDay({ world, centre, dates, day, clock, played, options }: PlayedOut): Promise<Checked> {
  const { admin, queues, judged } = centre;
  const recorded = await recordedContacts(admin);
  const of = (channel: 'voice' | 'chat') => recorded.filter((each) => each.channel === channel);
  const calls = of('voice');
  const blocks = day.plans.voice.map((block) => ({ ...block, from: clock.at(block.from), to: clock.at(block.to) }));
  const patienceMs = clock.msOf(VOICE.patienceSeconds);
  const { roster } = day;
  const busyMs = meanBusyMs(calls, played.played);
  const isMemoryless = options.handle === 'exponential' && options.limit === undefined && roster === null;
  const erlangA = isMemoryless ? testErlangA({ blocks, waits: waitsOf(calls), busyMs, patienceMs }) : null;
  const promise = roster !== null && options.limit === undefined ? promiseKept(roster, { calls, busyMs }, clock) : null;
  return {
    checks: [
      ...ACCOUNTING_CHECKS,
      ...CAPACITY_CHECKS,
      ...ORDER_CHECKS,
      ...(roster === null ? ERLANG_CHECKS : PROMISE_CHECKS),
      DEAD_LETTER_CHECK,
      OUTBOX_CHECK,
      BOARD_CHECK,
      ...FIGURE_CHECKS,
    ],
    findings: [
      ...checkAccounts(played.played, recorded),
      ...checkTroubles(played.troubles),
      ...checkCapacity(recorded, { voice: VOICE.slots, chat: CHAT.slots }),
      ...checkOrder(recorded),
      ...checkErlangA(erlangA),
      ...(promise === null ? [] : checkPromise(promise)),
      ...(await checkDeadLetters(admin)),
      ...checkOutboxes(await readMetrics(world.services)),
      ...(await checkBoard(admin)),
      ...(await checkFigures(
        admin,
        [
          { queueId: queues.voice, contacts: calls, ...judged },
          { queueId: queues.chat, contacts: of('chat'), ...judged },
        ],
        dates,
      )),
    ],
    recorded,
    erlangA,
    promise,
  };
}

/** Contacts take as long as they did: what the machine adds, and what was drawn, is no fault of the roster. */
function promiseKept(
  { came, day }: RosterStaff,
  { calls, busyMs }: { readonly calls: readonly Recorded[]; readonly busyMs: number },
  clock: DayClock,
): Comparison {
  const handleSeconds = (busyMs * clock.speed) / 1_000;
  return testPromise(promises(came, { ...day, handleSeconds }), waitsOf(calls), clock);
}
