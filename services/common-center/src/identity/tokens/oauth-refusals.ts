import { Problem } from '#libs/web/http/problem';
import { applyDecorators, UseFilters } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { OauthErrorFilter } from './oauth-error.filter.js';

const OauthProblem = Problem.extend({
  error: z.string().describe('RFC 6749 §5.2').optional(),
  error_description: z.string().optional(),
}).meta({ id: 'OauthProblem' });

/** Refusals of a token endpoint are problems, with the members OAuth clients look for beside. */
export function OauthRefusals() {
  return applyDecorators(
    UseFilters(OauthErrorFilter),
    ApiResponse({ status: 'default', standardSchema: OauthProblem, description: 'Refused or failed' }),
  );
}
