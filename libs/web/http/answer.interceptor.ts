import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { z } from 'zod';
import { ANSWER } from './answers.js';
import { ClearSightings } from '../personal/clear-sightings.js';
import { PersonalBoundary } from '../personal/personal-boundary.js';
import { recordsIn } from '../personal/seen-records.js';

/** Lets out only what the route's schema names, masked for whom it must be, and gives every versioned resource its ETag. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly boundary: PersonalBoundary,
    private readonly sightings: ClearSightings,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const schema = this.reflector.get<z.ZodType | null | undefined>(ANSWER, context.getHandler());
    if (!schema) return next.handle();
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const { params } = http.getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
    const list = `${context.getClass().name}.${context.getHandler().name}`;
    return next.handle().pipe(
      map((answer: unknown) => {
        const parsed: unknown = schema.parse(answer);
        const version = versionOf(parsed);
        if (version !== undefined) void reply.header('etag', `"${version}"`);
        const { identity } = currentContext() ?? {};
        const { shown, inClear, read } = this.boundary.sightOf(identity, schema, parsed);
        if (identity) {
          this.sightings.note(identity, list, inClear);
          this.sightings.read(identity, list, recordsIn(parsed, params, read));
        }
        return shown;
      }),
    );
  }
}

function versionOf(answer: unknown): number | undefined {
  const version = (answer as { version?: unknown } | null)?.version;
  return typeof version === 'number' ? version : undefined;
}
