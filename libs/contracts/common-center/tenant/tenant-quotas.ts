/**
 * What a tenant may have, or do, only so much of. A kind of tickets or contacts a month is counted by its service, requests by the
 * gateway; the others are looked up.
 */
export const QUOTA_KINDS = {
  attachmentBytes: 'bytes that the files on tickets take in storage',
  contactsPerMonth: 'contacts started over the API in a calendar month, UTC',
  fileBytes: 'bytes that uploaded files take in storage',
  recordingBytes: 'bytes that recordings take in storage, with those that are announced',
  requestsPerDay: 'requests at the gateway from midnight to midnight, UTC',
  requestsPerMonth: 'requests at the gateway in a calendar month, UTC',
  ticketsPerMonth: 'tickets opened over the API in a calendar month, UTC',
  users: 'accounts that can log in',
} as const;

export type QuotaKind = keyof typeof QUOTA_KINDS;

/** Share of a quota from which on people are told. */
export const NEARLY_USED = 0.8;
