import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';

/** Of what agents said, alerts and promises: whose agent the caller reaches. @param as the alias of the table */
export function reachedAs(as: string, circle: RowCircle | null): [string, Record<string, unknown>] {
  return named(withinCircle(circle, { people: [`${as}.agentId`] }), 'seen');
}
