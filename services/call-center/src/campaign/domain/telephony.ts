/** A call that is to be placed. */
export interface CallOrder {
  /** The same order may come again: the call is placed once. */
  readonly attemptId: string;
  readonly number: string;
  readonly callerId: string;
  readonly ringSeconds: number;
  /** Whose call it is; null: whoever of the queue or team is free when a person answers. */
  readonly agentId: string | null;
  readonly queueId: string | null;
  readonly teamId: string | null;
}

/** What places calls, reports their progress, and holds the agent of a call as for any other contact. */
export abstract class Telephony {
  /** Whether a switch is there at all; without one nothing is dialled. */
  abstract readonly isThere: boolean;
  /** May reject although the call was placed: then `settle` tells. */
  abstract place(order: CallOrder): Promise<void>;
  /** What became of an order nobody heard of: `never` means it was not placed, and will not be however late the order arrives. */
  abstract settle(attemptId: string): Promise<'placed' | 'over' | 'never'>;
  /** A person has answered and nobody talks to them: whoever is free does, else they hear why they were called. May be told again. */
  abstract attend(attemptId: string): Promise<void>;
}
