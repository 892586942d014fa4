export type VisitEvent =
  | { readonly type: 'visit-dispatched'; readonly at: Date }
  | { readonly type: 'visit-accepted'; readonly at: Date; readonly engineerId: string }
  | { readonly type: 'visit-transferred'; readonly at: Date; readonly fromId: string; readonly toId: string }
  | { readonly type: 'visit-appointed'; readonly at: Date; readonly appointedFor: Date }
  | { readonly type: 'visit-completed'; readonly at: Date; readonly outcome: 'fixed' | 'not-fixed' };
