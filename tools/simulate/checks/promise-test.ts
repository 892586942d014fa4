import type { Finding } from '../../checks/finding.js';
import type { DayClock } from '../day/day-clock.js';
import { AIM } from '../day/habits.js';
import type { HalfHour } from '../staff/promises.js';
import { comparison, type Comparison } from './erlang-a-test.js';
import type { Wait } from './waits.js';

/**
 * Compares who was answered in time with what the roster promised to those who came, half hour by half hour: waits
 * near each other depend on each other, half hours hardly.
 */
export function testPromise(halfHours: readonly HalfHour[], waits: readonly Wait[], clock: DayClock): Comparison {
  const inTimeMs = clock.msOf(AIM.withinSeconds);
  const samples = halfHours.flatMap(({ from, to, serviceLevel }) => {
    const [begins, ends] = [clock.at(from), clock.at(to)];
    const own = waits.filter((wait) => wait.from >= begins && wait.from < ends);
    const answered = own.filter(({ ms, gaveUp }) => !gaveUp && ms <= inTimeMs).length;
    return own.length === 0 ? [] : [{ count: own.length, sum: answered, expected: serviceLevel }];
  });
  return comparison('answered in time', samples);
}

const KEPT = 'calls were answered in time as the roster promised';
export const PROMISE_CHECKS = [KEPT];

export function checkPromise({ observed, erlangA: expected, agrees }: Comparison): Finding[] {
  return agrees ? [] : [{ check: KEPT, problem: `${observed.toFixed(3)}, promised ${expected.toFixed(3)}` }];
}
