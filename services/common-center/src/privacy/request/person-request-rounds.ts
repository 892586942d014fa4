import { ErasureReceipt, PersonExport } from '#libs/contracts/person-data-api';
import { ServiceClient } from '#libs/discovery/service-client';
import { LeasedRounds, type Rounds } from '#libs/web/leased-rounds';
import { LOGGER } from '#libs/web/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { CorrectCustomer, GetCustomer } from '../../customer/customer.api.js';
import type { PersonRequestRow, Step } from './person-request.js';
import { PersonRequests } from './person-requests.js';

const EVERY_MS = 2_000;
const LEASE_MS = 60_000;
const US = 'common-center';
/** What is left of a customer: that there was one. */
const NOBODY = { name: '-', phones: [], emails: [], externalIds: [], document: null, segments: [], address: null };

/** Asks one service after the other; each answer is kept before the next is asked, so that nothing is asked again after a crash. */
@Injectable()
export class PersonRequestRounds {
  readonly rounds: Rounds;

  constructor(
    private readonly requests: PersonRequests,
    private readonly client: ServiceClient,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(LOGGER) private readonly logger: Logger,
    leased: LeasedRounds,
  ) {
    this.rounds = leased.of({
      ...{ job: 'person-requests', everyMs: EVERY_MS, leaseMs: LEASE_MS },
      failure: 'requests of people were not seen to',
      work: async (rounds) => {
        if (await rounds.isOurs()) await rounds.inEachTenant(() => this.run());
      },
    });
  }

  /** Of the tenant in context. */
  async run(): Promise<void> {
    for (const request of await this.requests.due()) {
      if (request.state === 'done') await this.requests.remove(request);
      else await this.#goOn(request);
    }
  }

  async #goOn(request: PersonRequestRow): Promise<void> {
    let current = request;
    try {
      for (const { service } of request.steps.filter((step) => !step.done))
        current = await this.#step(current, service);
    } catch (error) {
      this.logger.warn({ err: error, requestId: request.id }, 'a request of a person waits');
      await this.requests.postpone(current);
    }
  }

  async #step(request: PersonRequestRow, service: string): Promise<PersonRequestRow> {
    const { customerId, kind } = request;
    const step = { service, done: true, receipt: [] };
    const call = { method: 'POST', path: `/internal/person-data/${kind}`, body: { customerId } } as const;
    if (kind === 'export') {
      const { holdings } = await this.client.request(service, { ...call, schema: PersonExport });
      const customer = service === US ? await this.queries.execute(new GetCustomer(customerId)) : undefined;
      return this.requests.finish(request, step, `${JSON.stringify({ service, customer, holdings })}\n`);
    }
    const { holdings } = await this.client.request(service, { ...call, schema: ErasureReceipt });
    const receipt = service === US ? [...holdings, await this.#eraseCustomer(customerId)] : holdings;
    return this.requests.finish(request, { ...step, receipt } satisfies Step, null);
  }

  async #eraseCustomer(customerId: string): Promise<Step['receipt'][number]> {
    await this.commands.execute(new CorrectCustomer(customerId, NOBODY));
    return { holding: 'customer', rows: 1, erased: Object.keys(NOBODY), kept: 'record-of-service' };
  }
}
