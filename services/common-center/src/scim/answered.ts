import type { FastifyReply } from 'fastify';
import type { Json } from './filter/matches.js';
import { shown, versionOf } from './listing.js';
import type { ShownQuery } from './scim.dto.js';

/** A resource with its ETag and its address. */
export function answered(resource: Json, reply: FastifyReply, query: ShownQuery = {}): Json {
  const { location } = resource.meta as { location: string };
  void reply.headers({ etag: versionOf(resource), location });
  return shown(resource, query);
}
