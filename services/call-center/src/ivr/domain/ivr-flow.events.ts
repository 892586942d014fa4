import type { DomainEvent } from '#libs/kernel/aggregate-root';

interface Happened<Type extends string> extends DomainEvent {
  readonly type: Type;
  readonly by: string;
}

export interface FlowPublished extends Happened<'ivr-flow-published'> {
  readonly number: number;
  readonly note: string;
}
export interface FlowRolledBack extends Happened<'ivr-flow-rolled-back'> {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

export type IvrFlowEvent = FlowPublished | FlowRolledBack;
