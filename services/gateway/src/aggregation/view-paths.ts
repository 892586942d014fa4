import type { ServedOperation } from './definition/operations.js';
import type { View } from './definition/view.js';
import type { PartDefinition, ViewDefinition } from '#libs/contracts/settings/gateway-views';

const PROBLEM = {
  description: 'Refused or failed',
  content: { 'application/problem+json': { schema: { type: 'object' } } },
};
const SECURITY = [{ bearer: [] }];
const TAGS = ['views'];
const text = { schema: { type: 'string' } };

/** The gateway's own operations as OpenAPI has them. */
export function viewPaths(
  views: readonly View[],
  own: { readonly statistics: ServedOperation; readonly stream: ServedOperation },
): Record<string, Record<string, unknown>> {
  return {
    ...Object.fromEntries(views.map(({ definition }) => [definition.path, { get: viewOperation(definition) }])),
    [own.stream.template]: {
      get: {
        operationId: 'watchViews',
        summary: 'Which parts of the views that are open are old, as it happens',
        tags: TAGS,
        security: SECURITY,
        'x-permission': own.stream.permission,
        parameters: [
          {
            name: 'views',
            in: 'query',
            required: true,
            ...text,
            description: 'paths below /api/v1/views/, with commas between them',
          },
        ],
        responses: {
          200: { description: 'Events `invalidated`', content: { 'text/event-stream': text } },
          default: PROBLEM,
        },
      },
    },
    [own.statistics.template]: {
      get: {
        operationId: 'getViewStatistics',
        summary: 'How the views of this gateway do: hit rate, cache, feed of changes',
        tags: TAGS,
        security: SECURITY,
        'x-permission': own.statistics.permission,
        responses: {
          200: { description: 'Done', content: { 'application/json': { schema: { type: 'object' } } } },
          default: PROBLEM,
        },
      },
    },
  };
}

function viewOperation({ name, title, path, permission, inputs, parts }: ViewDefinition) {
  const parameters = Object.entries(inputs).map(([input, { format }]) => {
    const inPath = path.includes(`{${input}}`);
    const schema = format === 'uuid' ? { type: 'string', format } : { type: 'string' };
    return { name: input, in: inPath ? 'path' : 'query', required: inPath, schema };
  });
  const shown = Object.entries(parts).map(([part, definition]) => [part, partSchema(definition)] as const);
  const schema = {
    type: 'object',
    properties: {
      view: text.schema,
      version: text.schema,
      parts: { type: 'object', properties: Object.fromEntries(shown) },
    },
  };
  return {
    operationId: `view_${name.replaceAll('-', '_')}`,
    summary: title,
    tags: TAGS,
    security: SECURITY,
    'x-permission': permission,
    parameters: [
      ...parameters,
      {
        name: 'wait',
        in: 'query',
        schema: { type: 'string', enum: ['fast', 'full'], default: 'fast' },
        description: 'full: all parts in one answer',
      },
      {
        name: 'schema',
        in: 'query',
        schema: { type: 'string', enum: ['0', '1'], default: '0' },
        description: '1: titles, types and order of the fields too',
      },
      { name: 'if-none-match', in: 'header', schema: { type: 'string' } },
    ],
    responses: {
      200: {
        description: 'The parts; as a stream at most four messages, the fast part first',
        content: { 'application/json': { schema }, 'text/event-stream': text, 'application/x-ndjson': text },
      },
      304: { description: 'Nothing has changed' },
      default: PROBLEM,
    },
  };
}

function partSchema({ operation, priority }: PartDefinition) {
  return {
    type: 'object',
    description: `${priority === 'fast' ? 'fast' : `priority ${priority}`}; data as of ${operation}`,
    properties: {
      status: { type: 'string', enum: ['ok', 'stale', 'error', 'timeout', 'skipped'] },
      problem: { type: 'object', properties: { status: { type: 'integer' }, code: text.schema } },
      etag: text.schema,
      data: {},
    },
    required: ['status'],
  };
}
