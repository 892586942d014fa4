import type { EndCause } from '../domain/switch-event.js';

/** Causes of mod_sofia by ITU-T Q.850 and RFC 3261; whatever is not here has failed. */
const CAUSES: Readonly<Record<string, EndCause>> = {
  NORMAL_CLEARING: 'hung-up',
  NORMAL_UNSPECIFIED: 'hung-up',
  MANAGER_REQUEST: 'hung-up',
  BLIND_TRANSFER: 'hung-up',
  ATTENDED_TRANSFER: 'hung-up',
  USER_BUSY: 'busy',
  NO_ANSWER: 'no-answer',
  NO_USER_RESPONSE: 'no-answer',
  ALLOTTED_TIMEOUT: 'no-answer',
  PROGRESS_TIMEOUT: 'no-answer',
  SUBSCRIBER_ABSENT: 'no-answer',
  CALL_REJECTED: 'rejected',
  UNALLOCATED_NUMBER: 'invalid-number',
  INVALID_NUMBER_FORMAT: 'invalid-number',
  NO_ROUTE_DESTINATION: 'invalid-number',
  ORIGINATOR_CANCEL: 'cancelled',
  LOSE_RACE: 'cancelled',
};

export function endCauseOf(hangupCause: string | undefined): EndCause {
  return CAUSES[hangupCause ?? ''] ?? 'failed';
}
