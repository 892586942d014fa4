import { Database } from '#libs/persistence/database';
import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import type { z } from 'zod';
import { ANSWER } from '../http/answers.js';
import { excerptOf } from './audit-excerpt.js';
import { addressOf, AuditSayings, type Saying } from './audit-sayings.js';
import { PersonalBoundary } from '../personal/personal-boundary.js';
import { PERMISSION } from '../access/permissions.js';

export const AUDITED = 'switchboard:audited';
const MOST_CHARACTERS = 6_000;

export interface AuditedOptions<Controller> {
  /** The state before, as the same schema answers it; the id is the route's, empty where it has none. */
  readonly before?: (controller: Controller, id: string) => Promise<unknown>;
  /** What tells the state before, where the route answers nothing or something else. */
  readonly as?: z.ZodType;
  /** The answer is nobody's to keep. */
  readonly isSecret?: boolean;
}

/**
 * Who does this, to what, before and after, why (`reason` or `purpose` of the body) and from where is kept in the tenant's audit trail:
 * said in the transaction of what is done, so that neither is without the other.
 */
export function Audited<Controller>(options: AuditedOptions<Controller> = {}) {
  return SetMetadata(AUDITED, options);
}

@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
    private readonly boundary: PersonalBoundary,
    private readonly database: Database,
    private readonly sayings: AuditSayings,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const options = this.reflector.get<AuditedOptions<object> | undefined>(AUDITED, context.getHandler());
    if (context.getType() !== 'http' || !options) return next.handle();
    return defer(() => from(this.database.transaction(() => this.#audited(context, next, options))));
  }

  async #audited(
    context: ExecutionContext,
    next: CallHandler,
    { before, as, isSecret }: AuditedOptions<object>,
  ): Promise<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const schema = this.reflector.get<z.ZodType | null>(ANSWER, context.getHandler());
    const action = this.reflector.get<string>(PERMISSION, context.getHandler());
    const params = request.params as Record<string, string>;
    const id = params['id'] ?? Object.values(params)[0] ?? null;
    const controller = this.modules.get<object>(context.getClass(), { strict: false });
    const known = before ? await this.#masked(as ?? schema, before(controller, id ?? '')) : null;
    const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    const after = isSecret ? null : await this.#masked(schema, Promise.resolve(answer));
    await this.#record(request, { action, resourceId: id ?? idOf(answer), before: known, after });
    return answer;
  }

  /** As somebody sees it who may see nothing. */
  async #masked(schema: z.ZodType | null, state: Promise<unknown>): Promise<unknown> {
    const value = await state;
    if (!schema || value === undefined || value === null) return null;
    return excerptOf(this.boundary.shownTo(undefined, schema, schema.parse(value)), MOST_CHARACTERS);
  }

  #record(request: FastifyRequest, what: Pick<Saying, 'action' | 'resourceId' | 'before' | 'after'>): Promise<void> {
    return this.sayings.say({ ...what, reason: reasonOf(request.body), address: addressOf(request) });
  }
}

function reasonOf(body: unknown): string | null {
  const { reason, purpose } = (body ?? {}) as { reason?: unknown; purpose?: unknown };
  const said = reason ?? purpose;
  return typeof said === 'string' ? said : null;
}

function idOf(answer: unknown): string | null {
  const id = (answer as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? id : null;
}
