import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { UnknownReference } from '../routing-setup/routing-setup.errors.api.js';
import { WrapUpCodeSchema } from './wrap-up-code.schema.js';

/** What other contexts ask of the codes. */
@Injectable()
export class WrapUpCodes {
  constructor(private readonly database: Database) {}

  /** @throws UnknownReference when there is no such code for contacts of the queue */
  async refuseUnknown(code: string, queueId: string | null): Promise<void> {
    const row = await (await this.database.reader()).findOneBy(WrapUpCodeSchema, { code });
    if (row && (row.queueId === null || row.queueId === queueId)) return;
    throw new UnknownReference('There is no such wrap-up code for this queue.', { code, queueId });
  }
}
