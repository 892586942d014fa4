export type TaskKind = 'return-visit' | 'care' | 'dunning' | 'retention' | 'survey' | 'marketing';
export type TaskStatus = 'open' | 'assigned' | 'taken' | 'completed' | 'expired' | 'cancelled';

/** Not yet over. */
export const UNFINISHED: readonly TaskStatus[] = ['open', 'assigned', 'taken'];

/** Who works it off: people, a campaign of call-center, or a message that is sent. */
export type TaskChannel = 'people' | 'voice' | 'message';

export interface TaskOrigin {
  readonly kind: TaskKind;
  readonly customerId: string;
  /** The plan it was split from. */
  readonly planId: string | null;
  /** The ticket a return visit asks about. */
  readonly ticketId: string | null;
}

/** How a task is to be done. */
export interface TaskDesign {
  /** Of the plan. */
  readonly segment: string | null;
  /** Null: of before there were channels; people, or any campaign of its plan. */
  readonly channel: TaskChannel | null;
  readonly campaignId: string | null;
  /** Of the message. */
  readonly template: string | null;
  readonly questionnaire: string | null;
  /** Whose it is from the beginning. */
  readonly agentId: string | null;
  readonly dueAt: Date | null;
  readonly expiresAt: Date | null;
}

export const PLAIN_DESIGN: TaskDesign = {
  segment: null,
  channel: null,
  campaignId: null,
  template: null,
  questionnaire: null,
  agentId: null,
  dueAt: null,
  expiresAt: null,
};
