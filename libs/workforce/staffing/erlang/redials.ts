import type { ImpatientDemand } from '../demand.js';
import { erlangA } from './erlang-a.js';
import { Palm } from './palm.js';
import { DemandInvalid } from '../staffing.errors.js';

const ROUNDS = 200;
const SETTLED = 1e-13;

/**
 * All attempts, first ones and redials: who is lost calls again with the same probability each time, λ' = λ + r·λ'·lost(λ'). What is lost grows with the
 * attempts, so there is one solution from λ to λ / (1 − r); found by false position (Illinois: the end that stays counts half).
 * @param lostShare of so many attempts, the share that is not answered @throws DemandInvalid
 */
export function attemptsOf(first: number, redialShare: number, lostShare: (attempts: number) => number): number {
  if (!(redialShare >= 0 && redialShare < 1)) throw new DemandInvalid('The share that calls again is below 1.');
  if (redialShare === 0 || first === 0) return first;
  const missing = (attempts: number) => first + redialShare * attempts * lostShare(attempts) - attempts;
  let [low, high] = [first, first / (1 - redialShare)];
  let [under, over] = [missing(low), missing(high)];
  for (let round = 0; round < ROUNDS && high - low > SETTLED * high && under > 0 && over < 0; round += 1) {
    const between = Math.min(high, Math.max(low, (low * over - high * under) / (over - under)));
    const found = missing(between);
    if (Math.abs(found) <= SETTLED * between) return between;
    if (found > 0) [low, under, over] = [between, found, over / 2];
    else [high, over, under] = [between, found, under / 2];
  }
  return over >= 0 ? high : low;
}

/**
 * The demand with those who gave up and call again, without limit of lines: Erlang X, then, is Erlang A of it.
 * @throws DemandInvalid, AgentsInvalid
 */
export function withRedials(demand: ImpatientDemand, redialShare: number, agents: number): ImpatientDemand {
  if (demand.patienceSeconds === Infinity) return demand;
  const abandoned = (contacts: number) => {
    const attempted = { ...demand, contacts };
    return (new Palm(attempted).with(agents) ?? erlangA(attempted, agents)).abandonShare;
  };
  return { ...demand, contacts: attemptsOf(demand.contacts, redialShare, abandoned) };
}
