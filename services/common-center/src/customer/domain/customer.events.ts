interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

export type CustomerEvent =
  Happened<'customer-registered'> | Happened<'customer-details-added'> | Happened<'customer-corrected'>;
