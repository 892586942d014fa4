import { ErasureReceipt, PersonExport } from '#libs/contracts/common-center/person-data-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { GetCustomer, MergedIds } from '../../customer/customer.api.js';
import type { PersonRequestRow, Step } from './person-request.js';
import { PersonRequests } from './person-requests.js';

const EVERY_MS = 2_000;
const LEASE_MS = 60_000;
const US = 'common-center';

/**
 * Asks one service after the other; each answer is kept before the next is asked, so that nothing is asked again after a crash. A
 * request is claimed first: whoever comes round meanwhile, also in another process, leaves it alone.
 */
@Injectable()
export class PersonRequestRounds {
  readonly rounds: Rounds;

  constructor(
    private readonly requests: PersonRequests,
    private readonly client: ServiceClient,
    private readonly queries: QueryBus,
    private readonly merged: MergedIds,
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
    for (const due of await this.requests.due()) {
      const request = await this.requests.claim(due);
      if (request === null) continue;
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

  /** Others know the person by every id that was merged into theirs. */
  async #step(request: PersonRequestRow, service: string): Promise<PersonRequestRow> {
    const ids = await this.merged.of(request.customerId);
    if (request.kind === 'export')
      return this.requests.finish(request, doneBy(service), await this.#gather(service, ids));
    const receipts: Receipt[] = [];
    for (const customerId of ids) {
      const call = { method: 'POST', path: '/internal/person-data/erase', body: { customerId } } as const;
      receipts.push((await this.client.request(service, { ...call, schema: ErasureReceipt })).holdings);
    }
    return this.requests.finish(request, doneBy(service, summed(receipts)), null);
  }

  /** A line of JSON for each id. */
  async #gather(service: string, ids: readonly string[]): Promise<string> {
    const lines: string[] = [];
    for (const customerId of ids) {
      const call = { method: 'POST', path: '/internal/person-data/export', body: { customerId } } as const;
      const { holdings } = await this.client.request(service, { ...call, schema: PersonExport });
      const customer = service === US ? await this.queries.execute(new GetCustomer(customerId)) : undefined;
      lines.push(`${JSON.stringify({ service, customer, holdings })}\n`);
    }
    return lines.join('');
  }
}

type Receipt = Step['receipt'];

function doneBy(service: string, receipt: Receipt = []): Step {
  return { service, done: true, receipt };
}

/** Of the same holdings of several ids one line each. */
function summed(receipts: readonly Receipt[]): Receipt {
  const all = new Map<string, Receipt[number]>();
  for (const each of receipts.flat()) {
    const known = all.get(each.holding);
    all.set(each.holding, known ? { ...known, rows: known.rows + each.rows } : each);
  }
  return [...all.values()];
}
