import { Problem } from '#libs/web/http/problem';
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

/** What OpenAPI says of files. */
export function AnswersFile() {
  const content = { '*/*': { schema: { type: 'string', format: 'binary' } } };
  return applyDecorators(
    ApiResponse({ status: 200, description: 'All of it', content }),
    ApiResponse({ status: 'default', standardSchema: Problem, description: 'Refused or failed' }),
  );
}
