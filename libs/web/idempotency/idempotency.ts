import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import { FirstAnswers } from './first-answers.js';

const NATURAL = 'switchboard:naturally-idempotent';
const COMMITS_ITSELF = 'switchboard:commits-itself';

/** The route may be repeated as it is and talks to others while it runs, so it gets no transaction around it. */
export function NaturallyIdempotent() {
  return SetMetadata(NATURAL, true);
}

/**
 * What the route does is committed elsewhere, so it gets no transaction around it: the key is claimed before, and the answer
 * recorded afterwards. It is repeated only when a crash came in between: doing it again changes nothing, or is refused.
 */
export function CommitsItself() {
  return SetMetadata(COMMITS_ITSELF, true);
}

/**
 * A POST with an Idempotency-Key runs in one transaction with the record of its answer: the same key and request get the
 * first answer again, also when the first attempt's answer was lost in a crash; the same key with another request is refused.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly answers: FirstAnswers,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || typeof key !== 'string') return next.handle();
    if (this.reflector.get<boolean | undefined>(NATURAL, context.getHandler())) return next.handle();
    const subject = currentContext()?.identity?.subject ?? '';
    const asked = `${request.url}\n${JSON.stringify(request.body ?? null)}`;
    const work = () => lastValueFrom(next.handle(), { defaultValue: undefined });
    const commitsItself = this.reflector.get<boolean | undefined>(COMMITS_ITSELF, context.getHandler());
    const name = `${subject}\n${key}`;
    return defer(() =>
      from(commitsItself ? this.answers.recorded(name, asked, work) : this.answers.once(name, asked, work)),
    );
  }
}
