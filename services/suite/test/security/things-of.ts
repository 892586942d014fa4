import type { ApiClient } from '#libs/testing/api-client';
import { hasParameters, type Operation } from './whole-api.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/;

/** They do not end. */
export const STREAMS = /\/(stream|events|counts|watch)$/;

/** The ids of what somebody's tenant has, by the path of the collection. */
export type Things = ReadonlyMap<string, readonly string[]>;

/** Makes one of whatever can be made of the smallest body, and lists what there is. */
export async function thingsOf(client: ApiClient, operations: readonly Operation[]): Promise<Things> {
  const things = new Map<string, string[]>();
  for (const operation of operations) {
    const { method, path, body } = operation;
    if (hasParameters(operation) || STREAMS.test(path) || !['GET', 'POST'].includes(method)) continue;
    const answer = await client.call<{ id?: unknown; items?: { id?: unknown }[] } | null>(method, path, body);
    const found = answer.body ?? {};
    const own = [found, ...(Array.isArray(found.items) ? found.items : [])].map(({ id }) => id);
    const known = own.filter((id): id is string => typeof id === 'string' && UUID.test(id));
    things.set(path, [...(things.get(path) ?? []), ...known]);
  }
  return things;
}

/** Those in the collection that the operation's path begins with. */
export function thingsFor({ path }: Operation, things: Things): readonly string[] {
  return things.get(path.slice(0, path.indexOf('/{'))) ?? [];
}
