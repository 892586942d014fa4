import { currentContext, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { problemOf, Refusal, ValidationFailed } from '#libs/web/http/problem';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ScopeRefused } from '../domain/identity.errors.js';

/** RFC 6749 §5.2, by our codes; 400 is what it asks for, but for a client that is refused. */
const ERRORS: Readonly<Record<string, string>> = {
  'client-refused': 'invalid_client',
  'invalid-scope': 'invalid_scope',
  'validation-failed': 'invalid_request',
};

/** Refusals of a token endpoint: problem details, with the members OAuth clients look for beside. */
@Catch(Refusal, ScopeRefused, ValidationFailed)
export class OauthErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): unknown {
    const problem = problemOf(error, traceIdOf(currentContext()?.traceparent ?? '') ?? '');
    const oauth = ERRORS[problem.code];
    const status = oauth === undefined || problem.status === 401 ? problem.status : 400;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const body = { ...problem, status, ...(oauth && { error: oauth, error_description: problem.detail }) };
    return reply
      .status(status)
      .headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
      .send(body);
  }
}
