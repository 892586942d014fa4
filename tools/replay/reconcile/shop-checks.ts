import { isDeepStrictEqual } from 'node:util';
import type { ServiceRequest } from '../dataset.js';
import type { Journey } from '../play/journey.js';
import type { Expected } from '../shop/expected.js';
import type { LedgerEntry } from '../shop/ledger.js';
import type { ActionOutcome } from '../shop/shop-rules.js';
import type { Shop, ShopAction } from '../shop/shop.js';
import type { Finding } from '../../checks/finding.js';

const ONCE = 'the shop did every action once';
const STATE = "the shop's records are as if every action had been done once";
export const SHOP_CHECKS = [ONCE, STATE];

/** What of a journey the shop can know. */
export type Asked = Pick<Journey, 'request' | 'orderTickets'>;

/**
 * Whether the shop did all that the requests asked for, each once, and nothing else. Keys of calls begin with the instance of
 * the process that made them. What the shop must refuse, a process may have refused before.
 */
export function checkLedger(entries: readonly LedgerEntry[], asked: readonly Asked[], expected: Expected): Finding[] {
  const byInstance = Map.groupBy(entries, ({ key }) => key.split(':', 1)[0]!);
  const findings = asked.flatMap(({ request, orderTickets }) =>
    request.actions.flatMap((action, index): Finding[] => {
      const instance = orderTickets[index]?.instance ?? '';
      const done = byInstance.get(instance) ?? [];
      byInstance.delete(instance);
      const problem = problemWith(done, action, expected.outcomes.get(request.id)![index]!);
      return problem === undefined
        ? []
        : [{ check: ONCE, requestId: request.id, problem: `${action.name} ${problem}` }];
    }),
  );
  const strangers = [...byInstance.keys()].map((key) => ({ check: ONCE, problem: `${key} belongs to no request` }));
  return [...findings, ...strangers];
}

function problemWith(done: readonly LedgerEntry[], action: ShopAction, outcome: ActionOutcome): string | undefined {
  const [first] = done;
  if (first === undefined) return outcome.status === 'failed' ? undefined : 'was not done';
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
