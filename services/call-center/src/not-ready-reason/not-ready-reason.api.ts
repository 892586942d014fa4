import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { UnknownReference } from '../routing-setup/routing-setup.errors.api.js';
import { NotReadyReasonSchema, type NotReadyReason } from './not-ready-reason.schema.js';

/** What other contexts ask of the reasons. */
@Injectable()
export class NotReadyReasons {
  constructor(private readonly database: Database) {}

  /** @throws UnknownReference */
  async needsApproval(code: string): Promise<boolean> {
    return (await this.#get(code)).needsApproval;
  }

  /** @throws UnknownReference */
  async refuseUnknown(code: string): Promise<void> {
    await this.#get(code);
  }

  /** The codes whose time counts as worked. */
  async productive(): Promise<ReadonlySet<string>> {
    const rows = await (await this.database.reader()).findBy(NotReadyReasonSchema, { productive: true });
    return new Set(rows.map(({ code }) => code));
  }

  async #get(code: string): Promise<NotReadyReason> {
    const row = await (await this.database.reader()).findOneBy(NotReadyReasonSchema, { code });
    if (!row) throw new UnknownReference(`There is no reason ${code}.`, { reason: code });
    return row;
  }
}
