/** What flows refer to, and what only others can judge of them. */
export interface KnownWorld {
  readonly queues: ReadonlySet<string>;
  readonly connectors: ReadonlySet<string>;
  /** The attributes a FEEL expression names, or why it is none. */
  namesIn(expression: string): { readonly names: readonly string[] } | { readonly fault: string };
  /** Why a calendar cannot be used; null: it can. */
  calendarFault(calendar: unknown): string | null;
  isTimeZone(name: string): boolean;
}
