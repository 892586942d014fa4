import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const at = z.iso.datetime({ offset: true });
const alertId = z.uuid();
/** Of what there is one alert at a time, e.g. `threshold/<id>`. */
const cause = z.string();

const alert = z.object({
  alertId,
  cause,
  /** What people call the threshold by. */
  name: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  /** By its key; null: it is about no figure. */
  figure: z.string().nullable(),
  scope: z.object({ kind: z.string(), id: z.string() }),
  /** null: there was nothing to measure. */
  value: z.number().nullable(),
  at,
});

/** A figure crossed a threshold; `timesAgain` above 0: the same trouble has come back. */
export const alertRaised = eventContract(
  'operations-events',
  'operations.alert-raised.v1',
  alert.extend({ timesAgain: z.int().nonnegative() }),
);

/** These people, and all who have one of the roles, are to be told. */
export const alertEscalated = eventContract(
  'operations-events',
  'operations.alert-escalated.v1',
  alert.extend({ step: z.int().positive(), people: z.array(z.string()), roles: z.array(z.string()) }),
);

/** Somebody looks after it. */
export const alertAcknowledged = eventContract(
  'operations-events',
  'operations.alert-acknowledged.v1',
  z.object({ alertId, cause, by: z.string(), at }),
);

export const alertCleared = eventContract('operations-events', 'operations.alert-cleared.v1', alert);

/** Sums of a day were not what the facts say. */
export const figuresReconciled = eventContract(
  'operations-events',
  'operations.figures-reconciled.v1',
  z.object({
    date: z.iso.date(),
    /** Numbers that differed. */
    differences: z.int().nonnegative(),
    /** Of these, that still do after the repair. */
    remaining: z.int().nonnegative(),
    at,
  }),
);
