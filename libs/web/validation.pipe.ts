import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ValidationFailed } from './problem.js';

/** Enforces the schema of every `@Body`, `@Query` and `@Param`; all offending fields are named at once. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new ValidationFailed(
        issues.map(({ path = [], message }) => ({
          field: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
          message,
        })),
      ),
  });
}
