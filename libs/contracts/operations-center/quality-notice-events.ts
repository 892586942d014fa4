import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const late = {
  dueAt: z.iso.datetime(),
  /** Whom it lies with; nobody: somebody is still to be found. */
  toldIds: z.array(z.string()),
};

/** Something was not judged in time. */
export const evaluationOverdue = eventContract(
  'operations-events',
  'operations.evaluation-overdue.v1',
  z.object({ evaluationId: z.uuid(), ...late }),
);

/** An appeal was not decided in time. */
export const appealOverdue = eventContract(
  'operations-events',
  'operations.appeal-overdue.v1',
  z.object({ evaluationId: z.uuid(), instance: z.int().min(1).max(2), ...late }),
);

/** Some have not judged all of it, and who called it has not closed it. */
export const calibrationOverdue = eventContract(
  'operations-events',
  'operations.calibration-overdue.v1',
  z.object({ sessionId: z.uuid(), ...late }),
);

/** The person has not said that it is done. */
export const coachingDue = eventContract(
  'operations-events',
  'operations.coaching-due.v1',
  z.object({ taskId: z.uuid(), evaluationId: z.uuid(), ...late }),
);
