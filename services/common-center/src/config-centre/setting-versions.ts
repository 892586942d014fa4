import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { AuditSayings } from '#libs/web/audit/audit-sayings';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { SettingVersionSchema, type SettingVersionRow, type VersionState } from './setting-version.schema.js';
import { nameOf } from './setting-catalogue.js';
import { SettingVersionNotFound } from './setting.errors.js';

/** Who wants what, why and from where. */
export interface Wish {
  readonly by: string;
  readonly reason: string;
  readonly address: string;
}

export type NewVersion = Pick<SettingVersionRow, 'key' | 'kind' | 'state' | 'content'>;

/** What settings were, and are to be: written before the config centre is. */
@Injectable()
export class SettingVersions {
  constructor(
    private readonly database: Database,
    private readonly sayings: AuditSayings,
    private readonly clock: Clock,
  ) {}

  /** The last that was wished for, whatever came of it. */
  async last(key: string): Promise<SettingVersionRow | undefined> {
    return this.#last({ key });
  }

  async lastApplied(key: string): Promise<SettingVersionRow | undefined> {
    return this.#last({ key, state: 'applied' });
  }

  /** @throws SettingVersionNotFound: it is not there, or never came to hold */
  async applied(key: string, number: number): Promise<SettingVersionRow> {
    const row = await (await this.database.reader()).findOneBy(SettingVersionSchema, { key, number, state: 'applied' });
    if (!row) throw new SettingVersionNotFound('There is no such version that held.', { key, number });
    return row;
  }

  /** The newest first. */
  async page(key: string, { limit, cursor }: PageQuery): Promise<Page<SettingVersionRow>> {
    const where = cursor === undefined ? { key } : { key, number: LessThan(Number(decodeCursor(cursor, 1)[0])) };
    const options = { where, order: { number: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(SettingVersionSchema, options);
    return pageOf(rows, limit, ({ number }) => [String(number)]);
  }

  /** With its line of the audit trail. Of several who saw the same version one comes first. @throws StaleVersion */
  async add(version: NewVersion, { by, reason, address }: Wish): Promise<SettingVersionRow> {
    const { key, content } = version;
    const number = ((await this.last(key))?.number ?? 0) + 1;
    checkPrecondition({ id: nameOf(key), version: number - 1 });
    const row = { ...version, number, by, at: this.clock.now(), reason };
    const { before = null, after = null } = content;
    const said = { action: 'config:write', resourceId: key, before, after, reason, address };
    await this.database
      .transaction(async (tx) => {
        await insertRows(tx, SettingVersionSchema, [row]);
        await this.sayings.say(said);
      })
      .catch((error: unknown) => {
        throw isDuplicateKey(error) ? new StaleVersion('It was changed by someone else in the meantime.') : error;
      });
    return row;
  }

  async became({ key, number }: SettingVersionRow, state: VersionState): Promise<void> {
    await this.database.transaction((tx) => tx.update(SettingVersionSchema, { key, number }, { state }));
  }

  /** Those whose writer told nothing more. */
  async pending(): Promise<SettingVersionRow[]> {
    return (await this.database.reader()).find(SettingVersionSchema, { where: { state: 'pending' } });
  }

  async #last(where: { key: string; state?: VersionState }): Promise<SettingVersionRow | undefined> {
    const options = { where, order: { number: 'DESC' } } as const;
    return (await (await this.database.reader()).findOne(SettingVersionSchema, options)) ?? undefined;
  }
}
