export type PlanEvent =
  | { readonly type: 'plan-drafted'; readonly at: Date; readonly by: string }
  | { readonly type: 'plan-designed'; readonly at: Date; readonly by: string }
  | { readonly type: 'plan-import-received'; readonly at: Date; readonly importId: string }
  | { readonly type: 'plan-import-ended'; readonly at: Date; readonly importId: string; readonly taken: number }
  | { readonly type: 'plan-started'; readonly at: Date; readonly by: string; readonly targets: number }
  | { readonly type: 'plan-paused'; readonly at: Date; readonly by: string }
  | { readonly type: 'plan-resumed'; readonly at: Date; readonly by: string }
  | { readonly type: 'plan-stopped'; readonly at: Date; readonly by: string }
  | { readonly type: 'plan-person-left'; readonly at: Date; readonly by: string; readonly personId: string }
  | { readonly type: 'plan-completed'; readonly at: Date };
