import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant-id';
import { Injectable } from '@nestjs/common';
import { DoNotCallSchema, type DoNotCallEntry } from './do-not-call.schema.js';

export type OptOut = Pick<DoNotCallEntry, 'number' | 'campaignId' | 'reason' | 'by'>;

/** What other contexts ask of the registers, and enter in them. Numbers are international. */
@Injectable()
export class DoNotCall {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Of the platform's register. It is another database: it is asked before a transaction, not in it. */
  isGlobal(number: string): Promise<boolean> {
    return runAsTenant(PLATFORM_TENANT, async () =>
      (await this.database.reader()).existsBy(DoNotCallSchema, { number }),
    );
  }

  /** Of the tenant's, in the caller's transaction. */
  async scopesOf(number: string, campaignId: string): Promise<('tenant' | 'campaign')[]> {
    const entries = await (await this.database.reader()).findBy(DoNotCallSchema, { number });
    const has = (of: string | null) => entries.some((entry) => entry.campaignId === of);
    return [...(has(null) ? (['tenant'] as const) : []), ...(has(campaignId) ? (['campaign'] as const) : [])];
  }

  /** Holds at once; once more changes nothing. In the caller's transaction. */
  async enter(optOut: OptOut): Promise<DoNotCallEntry> {
    const entry = `${optOut.number}/${optOut.campaignId ?? '*'}`;
    return this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(DoNotCallSchema, { entry });
      if (known) return known;
      const addedAt = this.clock.now();
      const row = { id: newId(addedAt), entry, ...optOut, addedAt };
      await tx.createQueryBuilder().insert().into(DoNotCallSchema).values(row).orIgnore().execute();
      return row;
    });
  }
}
