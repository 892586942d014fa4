import type { Filter } from './filter/filter.js';
import { valueAt, type Json } from './filter/matches.js';
import { LIST_SCHEMA, MOST_RESULTS, type ListQuery, type ShownQuery } from './scim.dto.js';

/** RFC 7644 §3.4.2.4: counted from one; what is less is the first, what is more than there may be is as many. */
export function windowOf({ startIndex, count }: ListQuery): { skip: number; take: number } {
  return { skip: Math.max(startIndex, 1) - 1, take: Math.min(Math.max(count, 0), MOST_RESULTS) };
}

export function listed(resources: readonly Json[], totalResults: number, query: ListQuery) {
  const Resources = resources.map((resource) => shown(resource, query));
  const startIndex = windowOf(query).skip + 1;
  return { schemas: [LIST_SCHEMA], totalResults, startIndex, itemsPerPage: Resources.length, Resources };
}

/** RFC 7644 §3.9: what is always there stays. */
export function shown(resource: Json, { attributes, excludedAttributes }: ShownQuery): Json {
  const [wanted, left] = [namesIn(attributes), namesIn(excludedAttributes)];
  const isShown = (name: string) => {
    if (['schemas', 'id', 'meta'].includes(name)) return true;
    return wanted.size > 0 ? wanted.has(name.toLowerCase()) : !left.has(name.toLowerCase());
  };
  return Object.fromEntries(Object.entries(resource).filter(([name]) => isShown(name)));
}

/** What has to be equal for a filter to hold, where that is so: an index leads there. */
export function equalIn(filter: Filter, name: string): string | null {
  if (filter.kind === 'and') return equalIn(filter.left, name) ?? equalIn(filter.right, name);
  if (filter.kind !== 'compared' || filter.op !== 'eq' || filter.path.length !== 1) return null;
  return filter.path[0] === name && typeof filter.value === 'string' ? filter.value : null;
}

export function versionOf(resource: Json): string {
  return String(valueAt(resource.meta as Json, 'version'));
}

/** Of a part of an attribute, the attribute. */
function namesIn(list = ''): ReadonlySet<string> {
  const names = list.split(',').map((name) => name.trim().split(':').at(-1)!.split('.')[0]!.toLowerCase());
  return new Set(names.filter((name) => name !== ''));
}
