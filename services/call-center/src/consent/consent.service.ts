import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/paging';
import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import { ConsentSchema, type Consent } from './consent.schema.js';

export class ConsentNotFound extends domainError('consent-not-found', 'not-found') {}

export type GivenConsent = ReturnType<typeof shown>;

@Injectable()
export class ConsentService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async add(given: Omit<Consent, 'id' | 'withdrawnAt'>): Promise<GivenConsent> {
    const row = { id: newId(this.clock.now()), ...given, withdrawnAt: null };
    await this.database.transaction((tx) => tx.insert(ConsentSchema, row));
    return shown(row);
  }

  /** Once more changes nothing. @throws ConsentNotFound */
  async withdraw(id: string): Promise<GivenConsent> {
    return this.database.transaction(async (tx) => {
      await tx.update(ConsentSchema, { id, withdrawnAt: IsNull() }, { withdrawnAt: this.clock.now() });
      const consent = await tx.findOneBy(ConsentSchema, { id });
      if (!consent) throw new ConsentNotFound('There is no such consent.', { id });
      return shown(consent);
    });
  }

  async list({ limit, cursor, number }: PageQuery & { number?: string | undefined }): Promise<Page<GivenConsent>> {
    const where = {
      ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
      ...(number !== undefined && { number }),
    };
    const rows = await (
      await this.database.reader()
    ).find(ConsentSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows.map(shown), limit, (row) => [row.id]);
  }
}

function shown({ givenAt, expiresAt, withdrawnAt, ...consent }: Consent) {
  return {
    ...consent,
    givenAt: givenAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  };
}
