import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { nextCount } from '#libs/persistence/counter';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/paging';
import { TenantSeed } from '#libs/web/service-definition';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { QualityFormContent } from './quality-form.dto.js';
import { QualityFormSchema, type QualityForm } from './quality-form.schema.js';

/** What a new tenant starts with. */
const SEED: QualityFormContent = {
  mode: 'groups',
  passMark: 60,
  groups: [
    {
      name: 'Timeliness',
      weight: 60,
      items: [
        { measures: 'handling-timeliness', target: 'P1D', points: 1, fatal: false },
        { measures: 'reply-timeliness', target: 'PT30M', points: 1, fatal: false },
      ],
    },
    { name: 'Content', weight: 40, items: [{ measures: 'content-completeness', points: 4, fatal: false }] },
  ],
};

@Injectable()
export class QualityFormService extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<QualityForm>> {
    const rows = await (
      await this.database.reader()
    ).find(QualityFormSchema, {
      where: cursor === undefined ? {} : { version: LessThan(Number(decodeCursor(cursor, 1)[0])) },
      order: { version: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, ({ version }) => [String(version)]);
  }

  /** A new version, in force from now on. */
  async add(content: QualityFormContent): Promise<QualityForm> {
    return this.database.transaction(async (tx) => {
      const version = await nextCount(this.database, 'quality-form');
      const form = { version, content, createdAt: this.clock.now() };
      await tx.insert(QualityFormSchema, form);
      return form;
    });
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await tx.exists(QualityFormSchema))) await this.add(SEED);
    });
  }
}
