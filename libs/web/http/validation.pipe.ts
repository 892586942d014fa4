import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { z } from 'zod';
import type { PersonalBoundary } from '../personal/personal-boundary.js';
import { ValidationFailed } from './problem.js';

/** Enforces the schema of every `@Body`, `@Query` and `@Param`; all offending fields are named at once. No mask comes in. */
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor(private readonly boundary: PersonalBoundary) {
    super({
      exceptionFactory: (issues) =>
        new ValidationFailed(
          issues.map(({ path = [], message }) => ({
            field: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
            message,
          })),
        ),
    });
  }

  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const valid = (await super.transform(value, metadata)) as T;
    if (metadata.schema && metadata.type === 'body') this.boundary.refuseMasks(metadata.schema as z.ZodType, valid);
    return valid;
  }
}
