import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { KeysAtHand } from '#libs/personal-data/keys/keys-at-hand';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { DoNotCallSchema, type DoNotCallEntry } from './do-not-call.schema.js';

export type OptOut = Pick<DoNotCallEntry, 'number' | 'campaignId' | 'reason' | 'by'>;

/** What other contexts ask of the registers, and enter in them. Numbers are international. */
@Injectable()
export class DoNotCall {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly keys: KeysAtHand,
  ) {}

  /** Of the platform's register. It is another database: it is asked before a transaction, not in it. */
  isGlobal(number: string): Promise<boolean> {
    return runAsTenant(PLATFORM_TENANT, async () => (await this.entriesOf(number)).getExists());
  }

  /** Of the tenant's, in the caller's transaction. */
  async scopesOf(number: string, campaignId: string): Promise<('tenant' | 'campaign')[]> {
    const entries = await (await this.entriesOf(number)).getMany();
    const has = (of: string | null) => entries.some((entry) => entry.campaignId === of);
    return [...(has(null) ? (['tenant'] as const) : []), ...(has(campaignId) ? (['campaign'] as const) : [])];
  }

  /** Also of entries that were made before numbers were sealed, and still are to be. */
  async entriesOf(...numbers: string[]): Promise<SelectQueryBuilder<DoNotCallEntry>> {
    const query = (await this.database.reader()).createQueryBuilder<DoNotCallEntry>(DoNotCallSchema, 'each');
    const forms = numbers.flatMap((number) => this.keys.formsOf('phone', number));
    if (forms.length === 0) return query.where('1 = 0');
    return query.where('(each.numberKey IN (:...forms) OR each.number IN (:...forms))', { forms });
  }

  /** Holds at once; once more changes nothing. In the caller's transaction. */
  async enter(optOut: OptOut): Promise<DoNotCallEntry> {
    const entry = `${optOut.number}/${optOut.campaignId ?? '*'}`;
    return this.database.transaction(async (tx) => {
      const forms = this.keys.formsOf('do-not-call', entry);
      const query = tx.createQueryBuilder<DoNotCallEntry>(DoNotCallSchema, 'each');
      const known = await query.where('each.entry IN (:...forms)', { forms }).getOne();
      if (known) return known;
      const addedAt = this.clock.now();
      const row = { id: newId(addedAt), entry, ...optOut, numberKey: optOut.number, addedAt };
      await tx.createQueryBuilder().insert().into(DoNotCallSchema).values(row).orIgnore().execute();
      return row;
    });
  }
}
