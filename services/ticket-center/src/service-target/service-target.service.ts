import { Database } from '#libs/persistence/database';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { ServiceTargetSchema, type ServiceTarget } from './service-target.schema.js';

/** Those the processes of the house name; operators change and add. */
const SEED: Readonly<Record<string, string>> = {
  approval: 'PT4H',
  'closing-step': 'P1D',
  'complaint-first-reply': 'PT1H',
  'complaint-solution': 'P3D',
  'desk-step': 'PT4H',
  'fault-repair': 'PT8H',
  installation: 'P5D',
  'lead-contact': 'P1D',
  'on-site-repair': 'P1D',
  'return-visit': 'P1D',
  'supervision-report': 'P1D',
  'visit-acceptance': 'PT30M',
};

@Injectable()
export class ServiceTargetService extends TenantSeed {
  constructor(private readonly database: Database) {
    super();
  }

  async list(): Promise<ServiceTarget[]> {
    return (await this.database.reader()).find(ServiceTargetSchema, { order: { name: 'ASC' } });
  }

  async put(name: string, duration: string): Promise<ServiceTarget> {
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(ServiceTargetSchema, { name });
      const next = { name, duration, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(ServiceTargetSchema, { name }, next) : tx.insert(ServiceTargetSchema, next));
      return next;
    });
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = new Set((await tx.find(ServiceTargetSchema)).map(({ name }) => name));
      const missing = Object.entries(SEED).filter(([name]) => !known.has(name));
      if (missing.length === 0) return;
      await tx.insert(
        ServiceTargetSchema,
        missing.map(([name, duration]) => ({ name, duration, version: 1 })),
      );
    });
  }
}
