interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

export interface SupervisionOpened extends Happened<'supervision-opened'> {
  readonly by: string;
}
export interface SupervisionHandedOver extends Happened<'supervision-handed-over'> {
  readonly from: string;
  readonly to: string;
}
export interface SupervisionReported extends Happened<'supervision-reported'> {
  readonly by: string;
}
export interface SupervisionOverdue extends Happened<'supervision-overdue'> {
  readonly what: 'report' | 'deadline';
}
export type SupervisionEnded = Happened<'supervision-ended'>;

export type SupervisionEvent =
  SupervisionOpened | SupervisionHandedOver | SupervisionReported | SupervisionOverdue | SupervisionEnded;
