export interface Version {
  readonly id: string;
  readonly version: number;
  readonly models: readonly { readonly name: string; readonly wapePercent: number }[];
  readonly sourceDays: readonly { readonly date: string; readonly weight: number }[];
  readonly publishedWeeks: readonly string[];
}
interface Interval {
  readonly at: string;
  readonly contacts: number;
  readonly low: number;
  readonly high: number;
}
export interface Days<Each = Interval> {
  readonly days: readonly { readonly date: string; readonly contacts: number; readonly intervals: readonly Each[] }[];
}

interface Pair {
  readonly one: number;
  readonly other: number;
  readonly difference: number;
  readonly percent: number | null;
}
export interface Compared {
  readonly contacts: Pair;
  readonly intervals: readonly { readonly at: string; readonly contacts: Pair; readonly handleSeconds: Pair }[];
}
export interface Published {
  readonly days: readonly { readonly date: string; readonly agents: readonly number[] }[];
}
export interface Required {
  readonly agents: number;
  readonly scheduled: number;
  readonly rostered: number;
}
export interface Outlook {
  readonly contacts: number;
  readonly attempts: number;
  readonly serviceLevelPercent: number;
  readonly occupancyPercent: number;
  readonly abandonPercent: number;
}
export interface ScenarioAnswer {
  readonly baseline: Outlook;
  readonly scenario: Outlook;
  readonly days: readonly {
    readonly intervals: readonly { readonly at: string; readonly scheduled: number; readonly required: number }[];
  }[];
}
export interface Accuracy {
  readonly wapePercent: number | null;
  readonly coveragePercent: number | null;
  readonly days: readonly { readonly forecast: number }[];
}
export interface Intraday {
  readonly plannedContacts: number;
  readonly expectedContacts: number;
  readonly contactsSoFar: number;
  readonly serviceLevelAtEndPercent: number;
  readonly intervals: readonly { readonly at: string; readonly state: string }[];
}
export interface Suggestions {
  readonly items: readonly { readonly kind: string; readonly dayPercent: { before: number; after: number } }[];
}
