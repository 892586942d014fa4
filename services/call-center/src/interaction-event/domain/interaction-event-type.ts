/** What kind of service demand it is: exactly one (capabilities S3.33). The last four are ours to start. */
export type InteractionEventType =
  | 'consultation'
  | 'enquiry'
  | 'fault-report'
  | 'complaint'
  | 'business-request'
  | 'care'
  | 'retention'
  | 'dunning'
  | 'survey';

/** Demands of the organisation rather than of the customer (capabilities S3.15): they begin in an outbound contact. */
export const STARTED_BY_US: ReadonlySet<InteractionEventType> = new Set(['care', 'retention', 'dunning', 'survey']);

export type InteractionEventStatus = 'recorded' | 'referred' | 'closed';

export type InteractionEventOutcome = 'solved-online' | 'solved-directly' | 'ticket-closed';
