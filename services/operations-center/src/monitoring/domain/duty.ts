/** Whoever has it when a step is taken. */
export type Duty =
  /** A duty roster by its name. @property layer null: the first one */
  | { readonly kind: 'roster'; readonly roster: string; readonly layer: string | null }
  /** Who works then, by the published roster of a planning group. */
  | { readonly kind: 'group'; readonly planningGroupId: string };

export interface DutyDue {
  /** The first is 1. */
  readonly step: number;
  readonly duties: readonly Duty[];
}
