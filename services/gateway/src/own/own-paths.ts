import { EVENT } from '#libs/web/http/streams';
import { z } from 'zod';
import type { OwnRoute, OwnRoutes, OwnStream } from './own-route.api.js';

const PROBLEM = {
  description: 'Refused or failed',
  content: { 'application/problem+json': { schema: { type: 'object' } } },
};

/** The gateway's own operations as OpenAPI has them. */
export function ownPaths(routes: OwnRoutes): Record<string, Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[route.template] ??= {})[route.method.toLowerCase()] = described(route);
  return paths;
}

function described(route: OwnRoute | OwnStream) {
  const { operationId, summary, tag, permission, template } = route;
  const body = 'body' in route ? route.body : undefined;
  return {
    operationId,
    summary,
    tags: [tag],
    security: [{ bearer: [] }],
    'x-permission': permission,
    parameters: [
      ...Array.from(template.matchAll(/\{(\w+)\}/g), ([, name]) => parameter('path', name!, { type: 'string' })),
      ...queryOf(route.query),
      ...('changes' in route ? [parameter('header', 'If-Match', { type: 'string' })] : []),
    ],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } }),
    responses: { 200: { description: 'Done', content: contentOf(route) }, default: PROBLEM },
  };
}

function contentOf(route: OwnRoute | OwnStream) {
  if ('open' in route) return { 'text/event-stream': { schema: EVENT } };
  return { 'application/json': { schema: schemaOf(route.answer, 'output') } };
}

function queryOf(query: z.ZodType | undefined) {
  const { properties = {} } = query === undefined ? {} : schemaOf(query);
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function parameter(place: string, name: string, schema: object) {
  return { name, in: place, required: true, schema };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input') {
  return { ...z.toJSONSchema(schema, { io, unrepresentable: 'any' }), $schema: undefined };
}
