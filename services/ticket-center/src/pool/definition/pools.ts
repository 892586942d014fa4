import { poolChanged } from '#libs/contracts/ticket-center/pool-events';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { CompiledTexts } from '../../named-text/compiled-texts.api.js';
import { faultOf } from '../../named-text/conditional-texts.api.js';
import { NamedTexts } from '../../named-text/named-text.api.js';
import { TICKET_FACTS } from '../../ticket/ticket.api.js';
import { PoolChoice, type Pool } from './pool-choice.js';
import { PoolSchema, PoolVersionSchema } from './pool-definition.schema.js';
import type { PoolBody, PoolText } from './pool.dto.js';

export class PoolNotFound extends domainError('pool-not-found', 'not-found') {}
export class PoolNameTaken extends domainError('pool-name-taken', 'conflict') {}
export class PoolConditionInvalid extends domainError('pool-condition-invalid', 'invalid') {}

/** Where tickets wait for whoever grabs them. */
@Injectable()
export class Pools {
  readonly texts: NamedTexts<PoolText>;
  readonly #choice: CompiledTexts<PoolText, PoolChoice>;

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    this.texts = new NamedTexts<PoolText>(database, clock, {
      kind: 'pool',
      schema: PoolSchema,
      versions: PoolVersionSchema,
      notFound: (id) => new PoolNotFound('There is no such pool.', { id }),
      nameTaken: () => new PoolNameTaken('There is a pool of this name.'),
    });
    this.#choice = new CompiledTexts(this.texts, (pools) => new PoolChoice(pools));
  }

  /** As they were some seconds ago. */
  choice(): Promise<PoolChoice> {
    return this.#choice.get();
  }

  /** @throws PoolNotFound when there is none, or it is not active */
  async open(id: string): Promise<Pool> {
    const pool = (await this.choice()).byId.get(id);
    if (!pool) throw new PoolNotFound('There is no such pool.', { id });
    return pool;
  }

  /** Tickets that wait already find their way into it. @throws PoolNameTaken, PoolConditionInvalid */
  create(body: PoolBody, by: string): Promise<Pool> {
    return this.#told(() => this.texts.create(checked(body), by));
  }

  /** @throws PoolNotFound, StaleVersion, and as `create` */
  replace(id: string, body: PoolBody, by: string): Promise<Pool> {
    return this.#told(() => this.texts.replace(id, checked(body), by));
  }

  #told(write: () => Promise<Pool>): Promise<Pool> {
    return this.database.transaction(async (tx) => {
      const pool = await write();
      await this.outbox.append(tx, pool.id, this.clock.now(), [outgoing(poolChanged, { poolId: pool.id })]);
      return pool;
    });
  }
}

function checked({ name, position, active, ...text }: PoolBody) {
  const fault = faultOf(text.condition, TICKET_FACTS);
  if (fault !== null) throw new PoolConditionInvalid(fault, { known: TICKET_FACTS });
  return { name, position, active, text };
}
