import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { MicroSettings } from '../domain/micro-decision.js';
import { MicroSettingsSchema } from './micro.schema.js';

const ID = 'tenant';

interface VersionedMicroSettings extends MicroSettings {
  readonly version: number;
}

const AT_FIRST: VersionedMicroSettings = { version: 0, enabled: true, idleSeconds: 120, mostWaiting: 0 };

@Injectable()
export class MicroSettingsService {
  constructor(private readonly database: Database) {}

  async get(): Promise<VersionedMicroSettings> {
    return (await (await this.database.reader()).findOneBy(MicroSettingsSchema, { id: ID })) ?? AT_FIRST;
  }

  /** @throws StaleVersion */
  async put(settings: MicroSettings): Promise<VersionedMicroSettings> {
    return this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(MicroSettingsSchema, { id: ID });
      const { version } = known ?? AT_FIRST;
      checkPrecondition({ id: '', version });
      const next = { ...settings, version: version + 1 };
      const { affected } = known
        ? await tx.update(MicroSettingsSchema, { id: ID, version }, next)
        : { affected: (await tx.insert(MicroSettingsSchema, { id: ID, ...next })).identifiers.length };
      if (affected !== 1) throw new StaleVersion('They were changed in the meantime.');
      return next;
    });
  }
}
