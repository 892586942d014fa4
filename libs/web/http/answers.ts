import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { Problem } from './problem.js';

export const ANSWER = 'switchboard:answer';

const REFUSED = ApiResponse({ status: 'default', standardSchema: Problem, description: 'Refused or failed' });

/**
 * What the route answers. The schema is OpenAPI and filter in one: a field that is not in it never leaves the service.
 * Without a schema the answer is empty (204).
 */
export function Answers(schema: z.ZodType | null, status: number = schema ? 200 : 204) {
  const success = schema
    ? ApiResponse({ status, standardSchema: schema, description: 'Done' })
    : ApiResponse({ status, description: 'Done' });
  return applyDecorators(SetMetadata(ANSWER, schema), HttpCode(status), success, REFUSED);
}

/** For a route that sends a file. */
export function SendsFile(...types: string[]) {
  const schemaOf = (type: string) => (type.endsWith('json') ? {} : { type: 'string' as const, format: 'binary' });
  const content = Object.fromEntries(types.map((type) => [type, { schema: schemaOf(type) }]));
  return applyDecorators(ApiResponse({ status: 200, description: 'The file', content }), REFUSED);
}
