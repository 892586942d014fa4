import type { Channel } from '#libs/contracts/call-center/call-events';
import { domainError } from '#libs/kernel/domain-error';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { AgentAssignments } from '../agent-assignment/agent-assignment.api.js';
import { Queues } from '../queue/queue.api.js';
import { StillInUse } from '../routing-setup/routing-setup.errors.api.js';
import { RoutingSetup, type SetupRecords, type TextOf } from '../routing-setup/setup-records.api.js';
import { DEFAULT_PROFILE } from './routing-profile.api.js';
import { RoutingProfileSchema, type RoutingProfile } from './routing-profile.schema.js';

export class RoutingProfileNotFound extends domainError('routing-profile-not-found', 'not-found') {}
export class DefaultProfileStays extends domainError('routing-profile-is-default', 'conflict') {}

/** One call, or up to ten chats. */
const SEED_CAPACITY: RoutingProfile['capacity'] = {
  voice: { slots: 1, weight: 100, interrupts: [] },
  chat: { slots: 10, weight: 10, interrupts: [] },
  wechat: { slots: 10, weight: 10, interrupts: [] },
  email: { slots: 5, weight: 20, interrupts: [] },
};

@Injectable()
export class RoutingProfileService extends TenantSeed {
  readonly #profiles: SetupRecords<RoutingProfile>;

  constructor(
    setup: RoutingSetup,
    private readonly queues: Queues,
    private readonly assignments: AgentAssignments,
  ) {
    super();
    const notFound = (id: string) => new RoutingProfileNotFound('There is no such routing profile.', { id });
    this.#profiles = setup.records({
      ...{ kind: 'routing-profile', schema: RoutingProfileSchema, name: 'name', notFound },
      told,
    });
  }

  /** As they are, to those who did not hear of them. */
  tellAgain(): Promise<void> {
    return this.#profiles.tellAgain();
  }

  list(): Promise<RoutingProfile[]> {
    return this.#profiles.list();
  }

  get(id: string): Promise<RoutingProfile> {
    return this.#profiles.get(id);
  }

  /** @throws UnknownReference */
  async add(text: TextOf<RoutingProfile>): Promise<RoutingProfile> {
    await this.queues.refuseUnknown(text.queues.map(({ queueId }) => queueId));
    return this.#profiles.add(text);
  }

  /** @throws UnknownReference, DefaultProfileStays when the default one would have another name */
  async replace(id: string, text: TextOf<RoutingProfile>): Promise<RoutingProfile> {
    await this.queues.refuseUnknown(text.queues.map(({ queueId }) => queueId));
    if (text.name !== DEFAULT_PROFILE) await this.#refuseDefault(id);
    return this.#profiles.replace(id, text);
  }

  /** @throws StillInUse while somebody has it, DefaultProfileStays */
  async remove(id: string): Promise<void> {
    await this.#refuseDefault(id);
    await this.#profiles.remove(id, async () => {
      if (await this.assignments.any({ profileId: id }))
        throw new StillInUse('Somebody has the profile.', { profileId: id });
    });
  }

  override async seed(): Promise<void> {
    if ((await this.list()).length > 0) return;
    const queues = (await this.queues.all()).map(({ id: queueId }) => ({ queueId, priority: 1, delaySeconds: 0 }));
    await this.add({ name: DEFAULT_PROFILE, queues, capacity: SEED_CAPACITY, ownWorkKeepsIdle: false });
  }

  async #refuseDefault(id: string): Promise<void> {
    if ((await this.get(id)).name === DEFAULT_PROFILE)
      throw new DefaultProfileStays('The default profile is that of everybody who has no other.', { profileId: id });
  }
}

function told({ name, queues, capacity }: RoutingProfile) {
  const channels = Object.keys(capacity) as Channel[];
  return { profile: { isDefault: name === DEFAULT_PROFILE, queueIds: queues.map(({ queueId }) => queueId), channels } };
}
