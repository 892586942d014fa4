import type { z } from 'zod';

export type Topic = 'call-events' | 'ticket-events' | 'common-events' | 'operations-events';

/** What one context promises the others about one kind of event. */
export interface EventContract<Data extends z.ZodObject = z.ZodObject> {
  /** Past tense with its version, e.g. `ticket.opened.v1`. A change that breaks readers is a new version. */
  readonly type: string;
  readonly topic: Topic;
  readonly data: Data;
}

export type DataOf<Contract extends EventContract> = z.infer<Contract['data']>;

/** A handler's argument: the envelope with its data checked against the contract. */
export interface Received<Contract extends EventContract> {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly tenantid: string;
  readonly time: string;
  readonly data: DataOf<Contract>;
}

/** Fields may be added later: readers ignore what they do not know. */
export function eventContract<Data extends z.ZodObject>(topic: Topic, type: string, data: Data): EventContract<Data> {
  return { topic, type, data };
}
