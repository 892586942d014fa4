import { setTimeout as pause } from 'node:timers/promises';
import { RemoteError, ServiceUnavailable } from '#libs/discovery/calls/remote-error';
import { ServiceClient, type ServiceRequest } from '#libs/discovery/calls/service-client';
import { ServiceTokens } from '#libs/discovery/calls/service-tokens';
import { DomainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { DeskCommand } from './desk.api.js';
import { OwnAddress } from './own-address.js';
import { ForwardedOutcome, ForwardedWaitingTime } from './forwarded.dto.js';
import type { WaitingTime } from './queries/routing-explanation.dto.js';
import { ownerAddress } from './log/routing-owner.js';

/** Longer than a lease outlives its owner. */
const PATIENCE_MS = 8_000;
const ASK_AGAIN_MS = 150;
const ANSWER_MS = 4_000;

/** What the owner refused, as it refused it. */
class Refused extends DomainError {
  constructor({ code, kind, message, details }: Extract<ForwardedOutcome, { outcome: 'refused' }>) {
    super(code, kind, message, details);
  }
}

/** Hands commands to the process that holds the tenant's router, whoever it is by then. */
@Injectable()
export class OwnerCalls {
  constructor(
    private readonly database: Database,
    private readonly services: ServiceClient,
    private readonly tokens: ServiceTokens,
    private readonly address: OwnAddress,
  ) {}

  /**
   * Asks again while nobody is owner, or the owner does not answer: the id makes that safe.
   * @param own carries it out here, if this process has become the owner
   * @throws DomainError what is refused
   * @throws ServiceUnavailable when nobody took it in time; whether it was carried out is not known then
   */
  async submit(command: DeskCommand, id: string, own: () => Promise<boolean>): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    do {
      if (await own()) return;
      const answer = await this.#ask(command, id);
      if (answer.outcome === 'done') return;
      if (answer.outcome === 'refused') throw new Refused(answer);
      await pause(ASK_AGAIN_MS);
    } while (performance.now() < until);
    throw new ServiceUnavailable('call-center', 'nobody routes for this tenant now');
  }

  /** Null: it does not wait in a queue, or nobody can say now. */
  async waitingTime(contactId: string): Promise<WaitingTime | null> {
    const path = `/internal/routing/waiting-times/${contactId}`;
    const answer = await this.#owner({ method: 'GET', path, schema: ForwardedWaitingTime });
    return answer?.waitingTime ?? null;
  }

  async #ask(command: DeskCommand, id: string): Promise<ForwardedOutcome> {
    const path = '/internal/routing/commands';
    const answer = await this.#owner({ method: 'POST', path, body: { id, command }, schema: ForwardedOutcome });
    return answer ?? { outcome: 'not-owner' };
  }

  /** Undefined: nobody else is owner, or the owner does not answer. */
  async #owner<Schema extends z.ZodType>(
    request: Pick<ServiceRequest<Schema>, 'method' | 'path' | 'body' | 'schema'>,
  ): Promise<z.output<Schema> | undefined> {
    const address = await ownerAddress(await this.database.reader());
    if (address === null || address === this.address.url()) return undefined;
    try {
      // Each address has a breaker of its own: an owner that is gone must not keep the next one from being asked.
      return await this.services.requestProcess(`call-center-routing@${address}`, address, {
        ...request,
        headers: {
          authorization: `Bearer ${await this.tokens.token()}`,
          'x-switchboard-tenant': currentTenant(),
        },
        timeoutMs: ANSWER_MS,
        retry: false,
      });
    } catch (error) {
      if (error instanceof RemoteError) return undefined;
      throw error;
    }
  }
}
