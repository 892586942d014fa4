import { randomBytes } from 'node:crypto';
import * as contract from '#libs/contracts/operations-center/training-events';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { nextNumber } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan, LessThanOrEqual } from 'typeorm';
import { Courses } from '../course/courses.js';
import { CertificateSchema, type CertificateRow } from './certificate.schema.js';

export class CertificateNotFound extends domainError('certificate-not-found', 'not-found') {}

const DAY_MS = 86_400_000;

export interface Completion {
  readonly enrolmentId: string;
  readonly courseId: string;
  readonly courseVersion: number;
  readonly personId: string;
  /** ISO-8601. */
  readonly completedAt: string;
}

@Injectable()
export class Certificates {
  constructor(
    private readonly database: Database,
    private readonly courses: Courses,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Once for each enrolment, where its course is certified. */
  async issue({ completedAt, ...completion }: Completion): Promise<void> {
    const { certificate } = await this.courses.version(completion.courseId, completion.courseVersion);
    if (!certificate) return;
    await this.database.transaction(async (tx) => {
      const { enrolmentId, courseId, personId } = completion;
      if (await tx.existsBy(CertificateSchema, { enrolmentId })) return;
      const now = this.clock.now();
      const { validDays, warnDays } = certificate;
      const ends = validDays === null ? null : Date.parse(completedAt) + validDays * DAY_MS;
      const number = await nextNumber(this.database, 'CERT', now);
      const row: CertificateRow = {
        ...{ id: newId(now), number, verification: randomBytes(16).toString('hex'), ...completion },
        ...{ issuedAt: now, expiresAt: ends === null ? null : new Date(ends), revokedAt: null },
        warnAt: ends === null ? null : new Date(ends - warnDays * DAY_MS),
      };
      await insertRows(tx, CertificateSchema, [row]);
      const about = { certificateId: row.id, courseId, personId, number };
      const issued = outgoing(contract.certificateIssued, {
        ...about,
        expiresAt: row.expiresAt?.toISOString() ?? null,
      });
      await this.outbox.append(tx, row.id, now, [issued]);
    });
  }

  /** Tells of those that expire soon, each once. */
  async warn(atMost: number): Promise<void> {
    const now = this.clock.now();
    const options = { where: { warnAt: LessThanOrEqual(now) }, order: { warnAt: 'ASC' }, take: atMost } as const;
    for (const row of await (await this.database.reader()).find(CertificateSchema, options))
      await this.#warnOf(row, now);
  }

  /** The newest first. */
  async of(personId: string, { limit, cursor }: PageQuery): Promise<Page<CertificateRow>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { personId, ...before }, order: { id: 'DESC' }, take: limit + 1 } as const;
    return pageOf(await (await this.database.reader()).find(CertificateSchema, options), limit, ({ id }) => [id]);
  }

  /** @throws CertificateNotFound */
  async verified(verification: string): Promise<CertificateRow> {
    const row = await (await this.database.reader()).findOneBy(CertificateSchema, { verification });
    if (!row) throw new CertificateNotFound('There is no such certificate.');
    return row;
  }

  /** @throws CertificateNotFound */
  async revoke(id: string): Promise<CertificateRow> {
    return this.database.transaction(async (tx) => {
      const row = await tx.findOneBy(CertificateSchema, { id });
      if (!row) throw new CertificateNotFound('There is no such certificate.', { id });
      const revoked = { revokedAt: row.revokedAt ?? this.clock.now(), warnAt: null };
      await updateRows(tx, CertificateSchema, { id }, revoked);
      return { ...row, ...revoked };
    });
  }

  async #warnOf({ id, warnAt, number, courseId, personId, expiresAt }: CertificateRow, now: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await updateRows(tx, CertificateSchema, { id, warnAt }, { warnAt: null })) !== 1) return;
      const about = { certificateId: id, courseId, personId, number, expiresAt: expiresAt!.toISOString() };
      await this.outbox.append(tx, id, now, [outgoing(contract.certificateExpiring, about)]);
    });
  }
}
