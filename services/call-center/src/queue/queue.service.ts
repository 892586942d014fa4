import { domainError } from '#libs/kernel/domain-error';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { ContactDirectory } from '../contact/contact.api.js';
import { RoutingPlans } from '../routing-plan/routing-plan.api.js';
import { RoutingProfiles } from '../routing-profile/routing-profile.api.js';
import { StillInUse } from '../routing-setup/routing-setup.errors.api.js';
import { RoutingSetup, type SetupRecords } from '../routing-setup/setup-records.api.js';
import { Queues } from './queue.api.js';
import { QueueText, type QueueView } from './queue.dto.js';
import { QueueSchema, type Queue } from './queue.schema.js';

export class QueueNotFound extends domainError('queue-not-found', 'not-found') {}

/** What a new tenant starts with, one for each common channel; operators change and add. */
const SEED = [
  { name: 'calls', channels: ['voice'], wrapUp: { mode: 'timeboxed', seconds: 60 } },
  { name: 'chats', channels: ['chat'], strategy: 'least-occupied', offerSeconds: 30 },
  { name: 'wechat', channels: ['wechat'], strategy: 'least-occupied', offerSeconds: 30 },
  { name: 'mails', channels: ['email'], offerSeconds: 300, serviceLevel: { seconds: 14_400 } },
];

@Injectable()
export class QueueService extends TenantSeed {
  readonly #queues: SetupRecords<Queue>;

  constructor(
    setup: RoutingSetup,
    private readonly known: Queues,
    private readonly plans: RoutingPlans,
    private readonly profiles: RoutingProfiles,
    private readonly contacts: ContactDirectory,
  ) {
    super();
    const notFound = (id: string) => new QueueNotFound('There is no such queue.', { id });
    this.#queues = setup.records({ kind: 'queue', schema: QueueSchema, name: 'name', notFound, told });
  }

  /** As they are, to those who did not hear of them. */
  tellAgain(): Promise<void> {
    return this.#queues.tellAgain();
  }

  async list(): Promise<QueueView[]> {
    return (await this.#queues.list()).map(viewOf);
  }

  async get(id: string): Promise<QueueView> {
    return viewOf(await this.#queues.get(id));
  }

  /** @throws UnknownReference */
  async add(text: QueueText): Promise<QueueView> {
    await this.#refuseUnknown(text);
    return viewOf(await this.#queues.add(rowOf(text)));
  }

  /** @throws UnknownReference */
  async replace(id: string, text: QueueText): Promise<QueueView> {
    await this.#refuseUnknown(text);
    return viewOf(await this.#queues.replace(id, rowOf(text)));
  }

  /** @throws StillInUse while a profile has it, another queue overflows to it, or contacts wait in it */
  remove(id: string): Promise<void> {
    return this.#queues.remove(id, async () => {
      const others = (await this.#queues.list()).filter((queue) => queue.id !== id);
      const isTarget = others.some(({ definition }) => targetsOf(definition).includes(id));
      if (isTarget || (await this.profiles.anyHas(id)))
        throw new StillInUse('A profile has the queue, or another one overflows to it.', { queueId: id });
      if (await this.contacts.anyWaitsIn(id)) throw new StillInUse('Contacts wait in the queue.', { queueId: id });
    });
  }

  override async seed(): Promise<void> {
    if ((await this.#queues.list()).length > 0) return;
    for (const text of SEED) await this.add(QueueText.parse(text));
  }

  async #refuseUnknown({ planId, ...definition }: QueueText): Promise<void> {
    await this.known.refuseUnknown(targetsOf(definition));
    if (planId !== null) await this.plans.refuseUnknown(planId);
  }
}

function targetsOf({ overLength, afterWait }: Queue['definition']): string[] {
  return [overLength, afterWait].filter((rule) => rule !== null).map(({ to }) => to);
}

function told({ name, channels, definition: { product = null, serviceLevel, shortAbandonSeconds } }: Queue) {
  const { seconds: serviceLevelSeconds, targetPercent: serviceLevelPercent } = serviceLevel;
  return { queue: { name, product, channels, serviceLevelSeconds, serviceLevelPercent, shortAbandonSeconds } };
}

function rowOf({ name, channels, planId, ...definition }: QueueText) {
  return { name, channels, planId, definition };
}

function viewOf({ id, version, name, channels, planId, definition }: Queue): QueueView {
  return { id, version, name, channels, planId, ...definition };
}
