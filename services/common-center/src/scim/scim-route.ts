import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { applyDecorators, Header, UseFilters } from '@nestjs/common';
import { ApiConsumes, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { ScimError } from './scim.dto.js';
import { ScimErrorFilter } from './scim-error.filter.js';

/** A route as provisioning systems expect it: their media type, their errors, their permission. */
export function ScimRoute(answer: z.ZodType | null, status?: number) {
  return applyDecorators(
    Requires('scim:provision'),
    NaturallyIdempotent(),
    UseFilters(ScimErrorFilter),
    ApiConsumes('application/scim+json', 'application/json'),
    ApiProduces('application/scim+json'),
    ...(answer ? [Header('content-type', 'application/scim+json; charset=utf-8')] : []),
    Answers(answer, status),
    ApiResponse({ status: 'default', standardSchema: ScimError, description: 'Refused or failed' }),
  );
}
