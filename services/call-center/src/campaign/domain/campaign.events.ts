export type CampaignEvent =
  | { readonly type: 'campaign-drafted'; readonly at: Date; readonly by: string }
  | { readonly type: 'campaign-redefined'; readonly at: Date; readonly by: string }
  | { readonly type: 'campaign-started'; readonly at: Date; readonly by: string }
  | { readonly type: 'campaign-paused'; readonly at: Date; readonly by: string }
  | { readonly type: 'campaign-ended'; readonly at: Date; readonly by: string };
