import { Database } from '#libs/persistence/database';
import { readRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { UnknownReference } from '../routing-setup/routing-setup.errors.api.js';
import { RoutingProfileSchema, type RoutingProfile } from './routing-profile.schema.js';

/** Of the profile of everybody who has no other. */
export const DEFAULT_PROFILE = 'default';

/** What other contexts ask of routing profiles. */
@Injectable()
export class RoutingProfiles {
  constructor(private readonly database: Database) {}

  /** As they are now. */
  async all(): Promise<RoutingProfile[]> {
    return (await this.database.reader()).find(RoutingProfileSchema);
  }

  /** @param id null: the default one. @throws UnknownReference */
  async get(id: string | null): Promise<RoutingProfile> {
    const where = id === null ? { name: DEFAULT_PROFILE } : { id };
    const [profile] = await readRows(await this.database.reader(), RoutingProfileSchema, where);
    if (!profile) throw new UnknownReference('There is no such routing profile.', { profileId: id });
    return profile;
  }

  async anyHas(queueId: string): Promise<boolean> {
    return (await this.all()).some(({ queues }) => queues.some((queue) => queue.queueId === queueId));
  }
}
