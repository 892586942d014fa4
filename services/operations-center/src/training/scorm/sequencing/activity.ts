/** What is true of an activity, or not, or not known. */
export type ConditionName =
  | 'satisfied'
  | 'objectivestatusknown'
  | 'objectivemeasureknown'
  | 'objectivemeasuregreaterthan'
  | 'objectivemeasurelessthan'
  | 'completed'
  | 'activityprogressknown'
  | 'attempted'
  | 'attemptlimitexceeded'
  | 'always';

export interface Condition {
  readonly name: ConditionName;
  readonly not: boolean;
  /** Of measures, -1 to 1. */
  readonly threshold: number;
  /** The objective it is about; null: the primary one. */
  readonly objective: string | null;
}

export interface Conditions {
  readonly combination: 'all' | 'any';
  readonly of: readonly Condition[];
}

export const BEFORE = ['skip', 'disabled', 'hiddenfromchoice', 'stopforwardtraversal'] as const;
export const AFTER = ['exitparent', 'exitall', 'retry', 'retryall', 'continue', 'previous'] as const;

export interface SequencingRule<Action extends string> {
  readonly action: Action;
  readonly when: Conditions;
}

export interface RollupRule {
  readonly action: 'satisfied' | 'notsatisfied' | 'completed' | 'incomplete';
  readonly children: 'all' | 'any' | 'none' | 'atleastcount' | 'atleastpercent';
  /** A count, or a share of 1. */
  readonly least: number;
  readonly when: Conditions;
}

/** What an objective has in common with those of other activities. */
export interface SharedObjective {
  readonly target: string;
  readonly readsStatus: boolean;
  readonly writesStatus: boolean;
  readonly readsMeasure: boolean;
  readonly writesMeasure: boolean;
}

export interface Objective {
  /** Empty: the primary one has no name. */
  readonly id: string;
  readonly isPrimary: boolean;
  readonly byMeasure: boolean;
  readonly leastMeasure: number;
  readonly shared: readonly SharedObjective[];
}

export const TIMINGS = ['never', 'once', 'oneachnewattempt'] as const;
export type Timing = (typeof TIMINGS)[number];

/** Which of its children there are, and in which order (SN 4th ed. §3.7, §3.8). */
export interface Arrangement {
  /** How many of them; null: all. */
  readonly selects: number | null;
  readonly selectionTiming: Timing;
  readonly reorders: boolean;
  readonly randomizationTiming: Timing;
}

/** How long it may take, all sessions together, and what is done then. */
export interface TimeLimit {
  readonly seconds: number;
  readonly exits: boolean;
  /** The learner is told. */
  readonly tells: boolean;
}

/** How an activity and its children are gone through (IMS Simple Sequencing 1.0; SCORM 2004 4th ed. SN §3). */
export interface Sequencing {
  readonly choice: boolean;
  readonly choiceExit: boolean;
  readonly flow: boolean;
  readonly forwardOnly: boolean;
  readonly attemptLimit: number | null;
  readonly before: readonly SequencingRule<(typeof BEFORE)[number]>[];
  readonly after: readonly SequencingRule<(typeof AFTER)[number]>[];
  readonly exits: readonly SequencingRule<'exit'>[];
  readonly rollup: readonly RollupRule[];
  readonly countsForSuccess: boolean;
  readonly countsForCompletion: boolean;
  readonly measureWeight: number;
  readonly objectives: readonly Objective[];
  readonly isTracked: boolean;
  readonly completionByContent: boolean;
  readonly successByContent: boolean;
  /** Not said: all children, as they are written. */
  readonly arrangement?: Arrangement;
}

export interface Launched {
  /** Below the root of the package. */
  readonly entry: string;
  readonly parameters: string;
  /** What the package gives itself. */
  readonly data: string;
}

/** An item of the organization: it launches something, or has others below it. */
export interface Activity {
  readonly id: string;
  readonly title: string;
  readonly isVisible: boolean;
  readonly launches: Launched | null;
  readonly children: readonly Activity[];
  readonly sequencing: Sequencing;
  /** Of SCORM 1.2: what has to be completed before, as an expression; empty: nothing. */
  readonly prerequisites: string;
  /** Of SCORM 1.2: the score from which on it is passed; null: what the content says. */
  readonly masteryScore: number | null;
  /** Not said: as long as one likes. */
  readonly timeLimit?: TimeLimit;
}

export const PRIMARY: Objective = { id: '', isPrimary: true, byMeasure: false, leastMeasure: 1, shared: [] };

/** Where nothing is said (SN §3.2–3.13). */
export const UNSAID: Sequencing = {
  ...{ choice: true, choiceExit: true, flow: false, forwardOnly: false, attemptLimit: null },
  ...{ before: [], after: [], exits: [], rollup: [], countsForSuccess: true, countsForCompletion: true },
  ...{ measureWeight: 1, objectives: [PRIMARY], isTracked: true, completionByContent: false, successByContent: false },
};

export function primaryOf({ objectives }: Sequencing): Objective {
  return objectives.find(({ isPrimary }) => isPrimary) ?? PRIMARY;
}

/** It and all below it, as they are listed. */
export function withAllBelow(activity: Activity): Activity[] {
  return [activity, ...activity.children.flatMap(withAllBelow)];
}

/** From the root to it, both included; empty: it is not there. */
export function wayTo(root: Activity, id: string): Activity[] {
  if (root.id === id) return [root];
  for (const child of root.children) {
    const way = wayTo(child, id);
    if (way.length > 0) return [root, ...way];
  }
  return [];
}
