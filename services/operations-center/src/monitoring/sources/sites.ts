import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { SiteSchema, type Site } from './site.schema.js';

export class SiteNotFound extends domainError('monitor-site-not-found', 'not-found') {}
export class TooManySites extends domainError('monitor-site-too-many', 'conflict') {}

const MOST = 200;

type SiteText = Pick<Site, 'name' | 'teamIds'>;

@Injectable()
export class Sites {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<Site[]> {
    return (await this.database.reader()).find(SiteSchema, { order: { name: 'ASC', id: 'ASC' } });
  }

  /** @throws SiteNotFound */
  async get(id: string): Promise<Site> {
    const site = await (await this.database.reader()).findOneBy(SiteSchema, { id });
    if (!site) throw new SiteNotFound('There is no such site.', { id });
    return site;
  }

  /** @throws TooManySites */
  create(text: SiteText): Promise<Site> {
    return this.database.transaction(async (tx) => {
      if ((await tx.count(SiteSchema)) >= MOST) throw new TooManySites(`There are ${MOST} sites: remove one first.`);
      const site = { id: newId(this.clock.now()), version: 1, ...text };
      await tx.insert(SiteSchema, site);
      return site;
    });
  }

  /** @throws SiteNotFound, StaleVersion */
  async replace(id: string, text: SiteText): Promise<Site> {
    const version = currentContext()?.precondition?.version ?? (await this.get(id)).version;
    return this.database.transaction(async (tx) => {
      const next = { ...text, version: version + 1 };
      const { affected } = await tx.update(SiteSchema, { id, version }, next);
      if (affected !== 1) throw await this.#stale(id);
      return { id, ...next };
    });
  }

  /** @throws SiteNotFound, StaleVersion */
  async remove(id: string): Promise<void> {
    const version = currentContext()?.precondition?.version ?? (await this.get(id)).version;
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.delete(SiteSchema, { id, version });
      if (affected !== 1) throw await this.#stale(id);
    });
  }

  async #stale(id: string): Promise<Error> {
    await this.get(id);
    return new StaleVersion('It was changed by someone else in the meantime.', { id });
  }
}
