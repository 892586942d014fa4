/** What became of it on site. */
export type VisitOutcome = 'fixed' | 'not-fixed' | 'second-visit';

export interface PartQuantity {
  /** Of the catalogue of parts. */
  readonly code: string;
  /** In the unit of the part; above 0. */
  readonly quantity: number;
}

/** Where somebody arrived, to about a kilometre: enough to believe it, too little to follow them. */
export interface CoarsePlace {
  readonly latitude: number;
  readonly longitude: number;
}

/** How the customer agreed to the appointment. */
export type Agreement = 'phone' | 'message' | 'portal' | 'in-person';

export type VisitEvent =
  | { readonly type: 'visit-dispatched'; readonly at: Date }
  | { readonly type: 'visit-undispatched'; readonly at: Date; readonly by: string }
  | { readonly type: 'visit-offered'; readonly at: Date; readonly engineerId: string; readonly by: string }
  | { readonly type: 'visit-accepted'; readonly at: Date; readonly engineerId: string }
  | { readonly type: 'visit-declined'; readonly at: Date; readonly engineerId: string; readonly reason: string }
  | {
      readonly type: 'visit-transferred';
      readonly at: Date;
      readonly fromId: string;
      readonly toId: string;
      readonly reason: string | null;
    }
  | {
      readonly type: 'visit-appointed';
      readonly at: Date;
      readonly appointedFor: Date;
      readonly appointedUntil: Date;
      readonly agreed: Agreement;
    }
  | { readonly type: 'visit-appointment-missed'; readonly at: Date; readonly appointedFor: Date }
  | { readonly type: 'visit-departed'; readonly at: Date }
  | { readonly type: 'visit-arrived'; readonly at: Date; readonly place: CoarsePlace | null }
  | { readonly type: 'visit-no-show'; readonly at: Date; readonly by: string }
  | { readonly type: 'visit-parts-used'; readonly at: Date; readonly parts: readonly PartQuantity[] }
  | { readonly type: 'visit-parts-ordered'; readonly at: Date; readonly parts: readonly PartQuantity[] }
  | { readonly type: 'visit-parts-received'; readonly at: Date; readonly by: string }
  | { readonly type: 'visit-code-issued'; readonly at: Date; readonly by: string }
  | { readonly type: 'visit-signed'; readonly at: Date; readonly kind: 'image' | 'code'; readonly sha256: string }
  | {
      readonly type: 'visit-completed';
      readonly at: Date;
      readonly outcome: VisitOutcome;
      readonly reason: string | null;
    };
