/** What is served at the moment, as far as it matters here. */
export interface Offered {
  readonly table: {
    readonly operations: readonly { readonly service: string; readonly method: string; readonly template: string }[];
  };
}
