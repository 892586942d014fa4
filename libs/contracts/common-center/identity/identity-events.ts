import { z } from 'zod';
import { eventContract } from '../../event-contract.js';

/** A refresh token was shown that had been spent: somebody has a copy, and the session was ended. */
export const sessionReuseDetected = eventContract(
  'common-events',
  'session.reuse-detected.v1',
  z.object({ sessionId: z.uuid(), accountId: z.uuid(), at: z.iso.datetime() }),
);

/** A log-in is over before its time. Its last access token holds until it has run out; whoever lets in by it may refuse it. */
export const sessionEnded = eventContract(
  'common-events',
  'session.ended.v1',
  z.object({
    sessionId: z.uuid(),
    accountId: z.uuid(),
    reason: z.enum(['logged-out', 'ended', 'reuse-detected', 'password-reset', 'deactivated']),
    at: z.iso.datetime(),
  }),
);

/** What tokens of a client were good by is over: they hold until they have run out; whoever lets in by them may refuse them. */
export const clientAccessEnded = eventContract(
  'common-events',
  'client.access-ended.v1',
  z.object({
    clientId: z.string(),
    accessId: z.uuid(),
    reason: z.enum(['secret-renewed', 'deactivated']),
    at: z.iso.datetime(),
  }),
);

/** So many tries in a row failed that the next has to wait. `accountId` is null where nobody has that login. */
export const loginLocked = eventContract(
  'common-events',
  'login.locked.v1',
  z.object({
    accountId: z.uuid().nullable(),
    scope: z.enum(['login', 'address', 'code']),
    failures: z.int(),
    until: z.iso.datetime(),
  }),
);

export const loginUnlocked = eventContract(
  'common-events',
  'login.unlocked.v1',
  z.object({ accountId: z.uuid(), by: z.string() }),
);

const mfaChanged = z.object({ accountId: z.uuid(), by: z.string() });

export const mfaEnrolled = eventContract('common-events', 'mfa.enrolled.v1', mfaChanged);
export const mfaRemoved = eventContract('common-events', 'mfa.removed.v1', mfaChanged);
