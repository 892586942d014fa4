import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { OutsideAddresses } from '#libs/web/outside/outside-address';
import { Injectable } from '@nestjs/common';
import { RecogniserSettingsSchema, type RecogniserSettingsRow } from './recogniser.schema.js';

const ID = 'recogniser' as const;
const NOBODY: RecogniserSettingsRow = {
  id: ID,
  version: 0,
  enabled: false,
  baseUrl: '',
  model: '',
  language: null,
  secret: null,
};

/** What is left out of the secret stays as it is; null takes it away. */
export type RecogniserChange = Omit<RecogniserSettingsRow, 'id' | 'version' | 'secret'> & {
  readonly secret?: string | null | undefined;
};

/** Who listens to the recordings of the tenant in context. */
@Injectable()
export class RecogniserSettings {
  constructor(
    private readonly database: Database,
    private readonly addresses: OutsideAddresses,
  ) {}

  async get(): Promise<RecogniserSettingsRow> {
    return (await (await this.database.reader()).findOneBy(RecogniserSettingsSchema, { id: ID })) ?? NOBODY;
  }

  /** A secret is told to no other address than the one it was given for. @throws StaleVersion, AddressNotOutside */
  replace({ secret, ...change }: RecogniserChange): Promise<RecogniserSettingsRow> {
    this.addresses.refuseInside(currentTenant(), change.baseUrl);
    return this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(RecogniserSettingsSchema, { id: ID });
      const { version, baseUrl, secret: kept } = known ?? NOBODY;
      checkPrecondition({ id: '', version });
      const stays = baseUrl === change.baseUrl ? kept : null;
      const next = { ...change, secret: secret === undefined ? stays : secret, version: version + 1 };
      const { affected } = known
        ? await tx.update(RecogniserSettingsSchema, { id: ID, version }, next)
        : { affected: (await tx.insert(RecogniserSettingsSchema, { id: ID, ...next })).identifiers.length };
      if (affected !== 1) throw new StaleVersion('They were changed in the meantime.');
      return { id: ID, ...next };
    });
  }
}
