import { requireAgents } from '../demand.js';
import { DemandInvalid } from '../staffing.errors.js';

/**
 * The share of contacts that find all lines busy and are lost (M/M/n/n): Erlang's loss formula by the recursion
 * B(0) = 1, B(n) = A·B(n−1) / (n + A·B(n−1)), all of whose steps stay within 0 and 1.
 * @throws AgentsInvalid, DemandInvalid
 */
export function erlangB(erlangs: number, lines: number): number {
  requireAgents(lines, 0);
  if (!(erlangs >= 0 && Number.isFinite(erlangs))) throw new DemandInvalid('The load is a finite number from 0 on.');
  let blocked = 1;
  for (let line = 1; line <= lines; line += 1) blocked = (erlangs * blocked) / (line + erlangs * blocked);
  return blocked;
}
