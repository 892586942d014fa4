import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { MicroSettings } from '../domain/micro-decision.js';
import { MicroSettingsSchema } from './micro.schema.js';

const ID = 'tenant';
const AT_FIRST: MicroSettings = { enabled: true, idleSeconds: 120, mostWaiting: 0 };

@Injectable()
export class MicroSettingsService {
  constructor(private readonly database: Database) {}

  async get(): Promise<MicroSettings> {
    return (await (await this.database.reader()).findOneBy(MicroSettingsSchema, { id: ID })) ?? AT_FIRST;
  }

  async put(settings: MicroSettings): Promise<MicroSettings> {
    return this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(MicroSettingsSchema, { id: ID });
      const row = { id: ID, version: (known?.version ?? 0) + 1, ...settings };
      await (known ? tx.update(MicroSettingsSchema, { id: ID }, row) : tx.insert(MicroSettingsSchema, row));
      return settings;
    });
  }
}
