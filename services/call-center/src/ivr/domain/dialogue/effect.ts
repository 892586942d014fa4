import type { Demand } from '../flow/flow-document.js';
import type { Attributes, Json } from '../flow/flow.js';

/** What a dialogue wants of the world before it goes on. */
export type Effect =
  | { readonly kind: 'identify'; readonly number: string | null }
  | { readonly kind: 'connector'; readonly connector: string; readonly action: string; readonly arguments: Attributes }
  | { readonly kind: 'pre-check'; readonly demand: Demand }
  | {
      readonly kind: 'enqueue';
      readonly queueId: string;
      readonly priority: number;
      readonly skills: readonly string[];
      readonly attributes: Attributes;
    }
  | { readonly kind: 'request-callback'; readonly queueId: string; readonly recordingId: string | null };

/** What came of it. */
export type Result =
  | { readonly kind: 'identified'; readonly customerId: string | null }
  | { readonly kind: 'connector-answered'; readonly value: Json }
  | { readonly kind: 'connector-failed' }
  | { readonly kind: 'pre-checked'; readonly outcome: 'solved-online' | 'referred'; readonly answer: string | null }
  | { readonly kind: 'enqueued' }
  | { readonly kind: 'callback-requested' };

/** What the caller did. `recorded`: the message lies under this id. */
export type CallerInput =
  | { readonly kind: 'digits'; readonly digits: string }
  | { readonly kind: 'speech'; readonly text: string }
  | { readonly kind: 'recorded'; readonly recordingId: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'hang-up' };

export type Input = { readonly kind: 'start' } | CallerInput | Result;
