import { currentContext, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { LOGGER } from '#libs/web/platform/logger-token';
import { problemOf } from '#libs/web/http/problem';
import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { ERROR_SCHEMA } from './scim.dto.js';

/** RFC 7644 §3.12, table 9, by our codes. */
const SCIM_TYPES: Readonly<Record<string, string>> = {
  'scim-filter-invalid': 'invalidFilter',
  'scim-path-invalid': 'invalidPath',
  'scim-no-target': 'noTarget',
  'scim-value-invalid': 'invalidValue',
  'validation-failed': 'invalidValue',
  'organisation-member-unknown': 'invalidValue',
  'role-unknown': 'invalidValue',
  'login-taken': 'uniqueness',
  'organisation-team-taken': 'uniqueness',
};

/** Refusals as SCIM has them; what is invalid is 400 there. */
@Catch()
export class ScimErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    const {
      status,
      code,
      detail,
      errors = [],
    } = problemOf(error, traceIdOf(currentContext()?.traceparent ?? '') ?? '');
    if (status >= 500) this.logger.error({ err: error, code }, 'request failed');
    const scimType = SCIM_TYPES[code];
    const answered = status === 422 ? 400 : status;
    const fields = errors.map(({ field, message }) => ` ${field}: ${message}.`).join('');
    const body = {
      schemas: [ERROR_SCHEMA],
      status: String(answered),
      ...(scimType && { scimType }),
      detail: detail + fields,
    };
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    return reply.status(answered).header('content-type', 'application/scim+json').send(body);
  }
}
