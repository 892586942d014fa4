import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const enrolment = { enrolmentId: z.uuid(), courseId: z.uuid(), personId: z.string() };
const time = z.iso.datetime();

/** Somebody is to take a course. */
export const courseAssigned = eventContract(
  'operations-events',
  'operations.course-assigned.v1',
  z.object({ ...enrolment, dueAt: time.nullable() }),
);

/** It is due soon, or was due already. */
export const courseReminded = eventContract(
  'operations-events',
  'operations.course-reminded.v1',
  z.object({ ...enrolment, dueAt: time, overdue: z.boolean() }),
);

export const courseCompleted = eventContract(
  'operations-events',
  'operations.course-completed.v1',
  z.object({
    ...{ ...enrolment, courseVersion: z.int(), completedAt: time },
    /** The failed item it was taken for. */
    because: z.object({ evaluationId: z.uuid(), itemKey: z.string() }).optional(),
  }),
);

/** Somebody is not to take it any more. */
export const courseWithdrawn = eventContract(
  'operations-events',
  'operations.course-withdrawn.v1',
  z.object(enrolment),
);

const certificate = { certificateId: z.uuid(), courseId: z.uuid(), personId: z.string(), number: z.string() };

export const certificateIssued = eventContract(
  'operations-events',
  'operations.certificate-issued.v1',
  z.object({ ...certificate, expiresAt: time.nullable() }),
);

export const certificateExpiring = eventContract(
  'operations-events',
  'operations.certificate-expiring.v1',
  z.object({ ...certificate, expiresAt: time }),
);
