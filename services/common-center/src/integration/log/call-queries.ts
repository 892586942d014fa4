import { domainError } from '#libs/kernel/domain-error';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { InterfaceCallSchema, type InterfaceCallRow } from '../infra/interface-call.schema.js';
import type { CallsQuery } from '../interface-log.dto.js';

export class InterfaceCallNotFound extends domainError('interface-call-not-found', 'not-found') {}

/** The log of calls, for people. */
@Injectable()
export class CallQueries {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(interfaceId: string, { limit, cursor, operation, outcome, traceId }: CallsQuery) {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, 1)[0]!;
    const named = { ...(operation && { operation }), ...(outcome && { outcome }), ...(traceId && { traceId }) };
    const where = { interfaceId, ...named, ...(before !== undefined && { id: LessThan(before) }) };
    const find = { where, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(InterfaceCallSchema, find);
    return pageOf(rows.map(viewOf), limit, ({ id }) => [id]);
  }

  /** @throws InterfaceCallNotFound */
  async get(interfaceId: string, id: string) {
    const row = await (await this.database.reader()).findOneBy(InterfaceCallSchema, { interfaceId, id });
    if (!row) throw new InterfaceCallNotFound('There is no such call.', { id });
    return viewOf(row);
  }
}

function viewOf({ at, ...row }: InterfaceCallRow) {
  return { ...row, at: at.toISOString() };
}
