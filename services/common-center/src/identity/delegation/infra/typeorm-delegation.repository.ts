import { delegationEnded, delegationGiven } from '#libs/contracts/common-center/identity/people-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { Delegation } from '../domain/delegation.aggregate.js';
import { DelegationNotFound } from '../domain/delegation.errors.js';
import { Delegations } from '../domain/delegation.repository.js';
import { DelegationSchema } from './delegation.schema.js';

@Injectable()
export class TypeormDelegations extends AggregateStore<Delegation> implements Delegations {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: DelegationSchema,
      notFound: (id) => new DelegationNotFound('There is no such delegation.', { id }),
      publish: ({ type }, each) =>
        type === 'delegation-given'
          ? outgoing(delegationGiven, {
              ...idsOf(each),
              roles: [...each.roles],
              withWork: each.withWork,
              ...times(each),
            })
          : outgoing(delegationEnded, { ...idsOf(each), by: each.endedBy }),
    });
  }
}

function idsOf({ id: delegationId, fromId, toId, givenBy }: Delegation) {
  return { delegationId, fromId, toId, givenBy };
}

function times({ beginsAt, endsAt }: Delegation) {
  return { beginsAt: beginsAt.toISOString(), endsAt: endsAt.toISOString() };
}
