interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

export interface AlertRaised extends Happened<'alert-raised'> {
  readonly value: number | null;
}
/** It was cleared a short while ago: the same alert again. */
export interface AlertRaisedAgain extends Happened<'alert-raised-again'> {
  readonly value: number | null;
  /** How often it has come back. */
  readonly times: number;
}
export interface AlertEscalated extends Happened<'alert-escalated'> {
  /** The first is 1. */
  readonly step: number;
  readonly people: readonly string[];
  readonly roles: readonly string[];
}
/** It comes and goes: nobody is told again until it has been quiet. */
export interface AlertDamped extends Happened<'alert-damped'> {
  readonly times: number;
}
export interface AlertAcknowledgedEvent extends Happened<'alert-acknowledged'> {
  readonly by: string;
}
export interface AlertSnoozed extends Happened<'alert-snoozed'> {
  readonly by: string;
  readonly until: string;
}
export type AlertWoke = Happened<'alert-woke'>;
export interface AlertClearedEvent extends Happened<'alert-cleared'> {
  /** null: there was nothing left to measure, or nobody watches it any more. */
  readonly value: number | null;
}

export type AlertEvent =
  | AlertRaised
  | AlertRaisedAgain
  | AlertEscalated
  | AlertDamped
  | AlertAcknowledgedEvent
  | AlertSnoozed
  | AlertWoke
  | AlertClearedEvent;
