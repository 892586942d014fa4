interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Date;
}

export type DisabledBecause = 'person' | 'gone' | 'failing';

export type WebhookEndpointEvent =
  | Happened<'webhook-endpoint-registered'>
  | Happened<'webhook-endpoint-changed'>
  | Happened<'webhook-secret-rotated'>
  | Happened<'webhook-endpoint-enabled'>
  | (Happened<'webhook-endpoint-disabled'> & { readonly because: DisabledBecause })
  | Happened<'webhook-endpoint-failed'>
  | Happened<'webhook-endpoint-recovered'>
  | Happened<'webhook-test-requested'>;
