import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiResponse } from '@nestjs/swagger';
import { Problem } from './problem.js';

const text = { type: 'string' } as const;
/** Each event of the stream; OpenAPI 3.1 has no word for a sequence of them, 3.2 calls it `itemSchema`. */
export const EVENT = { type: 'object', properties: { id: text, event: text, data: text } } as const;

/** What OpenAPI says of a route that pushes events (`@Sse`). */
export function Streams(description: string) {
  return applyDecorators(
    ApiOkResponse({ description, content: { 'text/event-stream': { schema: EVENT } } }),
    ApiResponse({ status: 'default', standardSchema: Problem, description: 'Refused or failed' }),
  );
}
