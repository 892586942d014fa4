import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { In, IsNull, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import { audienceOf, GetMembersOf, GetMembership } from '../identity/membership.api.js';
import { AnnouncementNotFound } from './announcements.js';
import { AnnouncementSchema, ReceiptSchema, type AnnouncementRow, type ReceiptRow } from './announcement.schema.js';

export class AnnouncementNeedsNoConfirmation extends domainError('announcement-needs-no-confirmation', 'conflict') {}

export interface Seen {
  readonly announcement: AnnouncementRow;
  readonly receipt: Pick<ReceiptRow, 'readAt' | 'confirmedAt'> | null;
}

/** So many are shown at a time, the newest. */
const MOST = 200;

/** For those who are told: what is there for them, what they have read and confirmed. */
@Injectable()
export class Receipts {
  constructor(
    private readonly database: Database,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  /** What is valid now and for them, the newest first. */
  async of(personId: string): Promise<Seen[]> {
    const db = await this.database.reader();
    const now = this.clock.now();
    const valid = { state: 'published' as const, validFrom: LessThanOrEqual(now) };
    const where = [
      { ...valid, validUntil: IsNull() },
      { ...valid, validUntil: MoreThan(now) },
    ];
    const rows = await db.find(AnnouncementSchema, { where, order: { id: 'DESC' }, take: MOST });
    const audience = audienceOf(await this.queries.execute(new GetMembership(personId)));
    const own = rows.filter((row) => row.audience.some((each) => audience.includes(each)));
    const receipts = await db.findBy(ReceiptSchema, { personId, announcementId: In(own.map(({ id }) => id)) });
    const byId = new Map(receipts.map((receipt) => [receipt.announcementId, receipt]));
    return own.map((announcement) => ({ announcement, receipt: byId.get(announcement.id) ?? null }));
  }

  /** @throws AnnouncementNotFound */
  async read(id: string, personId: string): Promise<void> {
    await this.#own(id, personId);
    await this.#sign(id, personId, null);
  }

  /** @throws AnnouncementNotFound, AnnouncementNeedsNoConfirmation */
  async confirm(id: string, personId: string): Promise<void> {
    const { mustConfirm } = await this.#own(id, personId);
    if (!mustConfirm) throw new AnnouncementNeedsNoConfirmation('It need not be confirmed.', { id });
    await this.#sign(id, personId, this.clock.now());
  }

  /** How many were told, have read and confirmed it, and who of its audience has not: a thousand at most. */
  async statistics({ id, audience, mustConfirm, recipients }: AnnouncementRow) {
    const db = await this.database.reader();
    const read = await db.countBy(ReceiptSchema, { announcementId: id });
    const confirmed = await db.countBy(ReceiptSchema, { announcementId: id, confirmedAt: Not(IsNull()) });
    const members = await this.queries.execute(new GetMembersOf(audience));
    const done = await db.find(ReceiptSchema, {
      select: { personId: true, announcementId: true },
      where: { announcementId: id, ...(mustConfirm && { confirmedAt: Not(IsNull()) }) },
    });
    const signed = new Set(done.map(({ personId }) => personId));
    const missing = members.filter((member) => !signed.has(member));
    return { recipients, read, confirmed, missing: missing.slice(0, 1_000), missingCount: missing.length };
  }

  async #own(id: string, personId: string): Promise<AnnouncementRow> {
    const own = (await this.of(personId)).find(({ announcement }) => announcement.id === id);
    if (!own) throw new AnnouncementNotFound('There is no such announcement.', { id });
    return own.announcement;
  }

  /** The first of each stays. */
  async #sign(announcementId: string, personId: string, confirmedAt: Date | null): Promise<void> {
    const readAt = this.clock.now();
    await this.database.transaction(async (tx) => {
      await addToRows(tx, ReceiptSchema, [{ announcementId, personId, readAt, confirmedAt: null }], {
        sums: [],
        latest: ['announcementId'],
      });
      const where = { announcementId, personId, confirmedAt: IsNull() };
      if (confirmedAt !== null) await tx.update(ReceiptSchema, where, { confirmedAt });
    });
  }
}
