import { createHash } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { column, schemaIndex } from '#libs/persistence/columns';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext } from '#libs/persistence/tenant-context';
import { Injectable, SetMetadata, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import { EntitySchema, LessThan } from 'typeorm';
import { Refusal } from './problem.js';

interface IdempotencyRow {
  id: string;
  fingerprint: string;
  answer: { body?: unknown };
  createdAt: Date;
}

/** First answers by Idempotency-Key (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/). */
export const IdempotencySchema = new EntitySchema<IdempotencyRow>({
  name: 'idempotency',
  columns: {
    id: column.primary(column.varchar(64)),
    fingerprint: column.varchar(64),
    answer: column.json(),
    createdAt: column.time(),
  },
  indices: [schemaIndex('idempotency', { columns: ['createdAt'] })],
});

const NATURAL = 'switchboard:naturally-idempotent';

/** The route may be repeated as it is and talks to others while it runs, so it gets no transaction around it. */
export function NaturallyIdempotent() {
  return SetMetadata(NATURAL, true);
}

/**
 * A POST with an Idempotency-Key runs in one transaction with the record of its answer: the same key and request get the
 * first answer again, also when the first attempt's answer was lost in a crash; the same key with another request is refused.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || typeof key !== 'string') return next.handle();
    if (this.reflector.get<boolean | undefined>(NATURAL, context.getHandler())) return next.handle();
    return defer(() => from(this.#once(key, request, () => lastValueFrom(next.handle(), { defaultValue: undefined }))));
  }

  async #once(key: string, request: FastifyRequest, work: () => Promise<unknown>): Promise<unknown> {
    const subject = currentContext()?.identity?.subject ?? '';
    const id = sha256(`${subject}\n${key}`);
    const fingerprint = sha256(`${request.url}\n${JSON.stringify(request.body ?? null)}`);
    return this.database.transaction(async (tx) => {
      const first = await this.#first(id, fingerprint);
      if (first) return first.body;
      try {
        await tx.insert(IdempotencySchema, { id, fingerprint, answer: {}, createdAt: this.clock.now() });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await this.#first(id, fingerprint))?.body;
      }
      const body = await work();
      await tx.update(IdempotencySchema, { id }, { answer: { body } as object });
      return body;
    });
  }

  async #first(id: string, fingerprint: string): Promise<{ body?: unknown } | undefined> {
    const row = await (await this.database.reader()).findOneBy(IdempotencySchema, { id });
    if (row && row.fingerprint !== fingerprint) {
      throw new Refusal(422, 'idempotency-key-reused', 'This Idempotency-Key was used for another request.');
    }
    return row?.answer;
  }
}

/** Forgets answers older than a client may retry. */
export async function forgetAnswersBefore(database: Database, time: Date): Promise<void> {
  await database.transaction((tx) => tx.delete(IdempotencySchema, { createdAt: LessThan(time) }));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
