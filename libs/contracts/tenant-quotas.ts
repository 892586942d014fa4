/** What a tenant may have, or do, only so much of. */
export const QUOTA_KINDS = {
  users: 'accounts that can log in',
  storageBytes: 'what its objects take, in bytes',
  ticketsPerMonth: 'tickets opened in a calendar month, UTC',
  contactsPerMonth: 'contacts started in a calendar month, UTC',
  requestsPerSecond: 'requests at the gateway',
} as const;

export type QuotaKind = keyof typeof QUOTA_KINDS;
