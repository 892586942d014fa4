/** What a tenant may have, or do, only so much of. A kind that says a month is counted, the others are looked up. */
export const QUOTA_KINDS = {
  contactsPerMonth: 'contacts started over the API in a calendar month, UTC',
  ticketsPerMonth: 'tickets opened over the API in a calendar month, UTC',
  users: 'accounts that can log in',
} as const;

export type QuotaKind = keyof typeof QUOTA_KINDS;
