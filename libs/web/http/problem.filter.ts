import { currentContext, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { contextOf } from './request-context.js';
import { problemOf } from './problem.js';

/** The one place where errors become HTTP. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const traceparent = (contextOf(http.getRequest<FastifyRequest>()) ?? currentContext())?.traceparent;
    const problem = problemOf(error, traceIdOf(traceparent ?? '') ?? '');
    if (problem.status >= 500) this.logger.error({ err: error, code: problem.code }, 'request failed');
    if (reply.sent) return undefined;
    return reply.status(problem.status).header('content-type', 'application/problem+json').send(problem);
  }
}
