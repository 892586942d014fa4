import { isDeepStrictEqual } from 'node:util';
import type { ServiceRequest } from '../dataset.js';
import type { Expected } from '../shop/expected.js';
import type { LedgerEntry } from '../shop/ledger.js';
import type { Shop } from '../shop/shop.js';
import type { Finding } from './finding.js';

/** One request as ticket-center has it, by the ids of its actions: the keys under which the shop was asked. */
export interface Asked {
  readonly request: ServiceRequest;
  readonly actionIds: readonly string[];
}

const ONCE = 'the shop did every action once';
const STATE = "the shop's records are as if every action had been done once";
export const SHOP_CHECKS = [ONCE, STATE];

/** Whether the shop did all that the requests asked for, each once, and nothing else. */
export function checkLedger(entries: readonly LedgerEntry[], asked: readonly Asked[], expected: Expected): Finding[] {
  const byKey = Map.groupBy(entries, ({ key }) => key);
  const findings = asked.flatMap(({ request, actionIds }) =>
    request.actions.flatMap((action, index): Finding[] => {
      const done = byKey.get(actionIds[index] ?? '') ?? [];
      byKey.delete(actionIds[index] ?? '');
      const problem = problemWith(done, action, expected.outcomes.get(request.id)![index]);
      return problem === undefined
        ? []
        : [{ check: ONCE, requestId: request.id, problem: `${action.name} ${problem}` }];
    }),
  );
  const strangers = [...byKey.keys()].map((key) => ({ check: ONCE, problem: `key ${key} belongs to no request` }));
  return [...findings, ...strangers];
}

function problemWith(done: readonly LedgerEntry[], action: unknown, outcome: unknown): string | undefined {
  const [first] = done;
  if (first === undefined) return 'was not done';
  if (done.length > 1) return `was done ${done.length} times`;
  if (!isDeepStrictEqual(first.action, action)) return 'was done with other arguments';
  if (!isDeepStrictEqual(first.outcome, outcome)) return `ended as ${first.outcome.status} (${first.outcome.result})`;
  return undefined;
}

/** Compares orders and customers one by one; a difference is told with the requests that touched it. */
export function checkState(found: Shop, { shop }: Expected, requests: readonly ServiceRequest[]): Finding[] {
  return [
    ...differing(found.orders, shop.orders).flatMap((id) =>
      told(`order ${id}`, requests, ({ actions }) => actions.some(({ kwargs }) => kwargs.order_id === id)),
    ),
    ...differing(found.users, shop.users).flatMap((id) =>
      told(`customer ${id}`, requests, ({ user_id }) => user_id === id),
    ),
  ];
}

function differing<T>(found: ReadonlyMap<string, T>, wanted: ReadonlyMap<string, T>): string[] {
  const ids = new Set([...found.keys(), ...wanted.keys()]);
  return [...ids].filter((id) => !isDeepStrictEqual(found.get(id), wanted.get(id)));
}

function told(
  what: string,
  requests: readonly ServiceRequest[],
  touches: (request: ServiceRequest) => boolean,
): Finding[] {
  const problem = `${what} is not as it should be`;
  const touching = requests.filter(touches).map(({ id }) => ({ check: STATE, requestId: id, problem }));
  return touching.length > 0 ? touching : [{ check: STATE, problem }];
}
