import { z } from 'zod';
import { eventContract } from '../../event-contract.js';

const DelegationIds = z.object({
  delegationId: z.uuid(),
  fromId: z.string(),
  toId: z.string(),
  givenBy: z.string(),
});

/** `toId` stands in for `fromId`. */
export const delegationGiven = eventContract(
  'common-events',
  'delegation.given.v1',
  DelegationIds.extend({
    roles: z.array(z.string()),
    withWork: z.boolean(),
    beginsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
  }),
);

/** `by` is null where its time was over. */
export const delegationEnded = eventContract(
  'common-events',
  'delegation.ended.v1',
  DelegationIds.extend({ by: z.string().nullable() }),
);

/** A person's account; what they are called or reached by is asked for where it is needed. */
export const accountChanged = eventContract(
  'common-events',
  'account.changed.v1',
  z.object({
    accountId: z.string(),
    change: z.enum(['created', 'described', 'roles-set', 'deactivated', 'reactivated', 'removed']),
    active: z.boolean(),
  }),
);

/** A team of the organisation's tree was made, changed or removed. */
export const organisationTeamChanged = eventContract(
  'common-events',
  'organisation.team-changed.v1',
  z.object({
    teamId: z.string(),
    removed: z.boolean(),
    parentId: z.string().nullable(),
    managerId: z.string().nullable(),
    memberIds: z.array(z.string()),
  }),
);
