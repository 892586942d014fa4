/** Somebody who works off tasks of a segment. */
export interface Person {
  readonly id: string;
  /** Tasks of the segment in a day, at most. */
  readonly perDay: number;
  /** Of the share among the others, where it is weighted; above 0. */
  readonly weight: number;
  readonly areas: readonly string[];
  readonly skills: readonly string[];
}

export type DistributionRule = 'round-robin' | 'least-loaded' | 'weighted';
/** Attributes of targets that a person must have. */
export type Match = 'area' | 'skill';

/** A part of the targets that is treated alike. */
export interface Segment {
  readonly name: string;
  /** FEEL over the attributes of a target; null: not by them. */
  readonly when: string | null;
  /** Percent of all targets; null: not by chance. Neither: all the rest. */
  readonly share: number | null;
  /** Null: a task that is anybody's. */
  readonly channel: 'people' | 'voice' | 'message' | null;
  readonly campaignId: string | null;
  readonly template: string | null;
  readonly questionnaire: string | null;
  readonly people: readonly Person[];
  readonly rule: DistributionRule;
  readonly match: readonly Match[];
  /** Tasks in a day, at most; null: all at once. */
  readonly perDay: number | null;
}

export interface PlanDesign {
  /** The first that fits has the target; the last one is the rest. */
  readonly segments: readonly Segment[];
  /** Percent of each segment that is left alone, to compare with. */
  readonly controlPercent: number;
  /** How often any plan may turn to a customer within so many days; null: as often as they like. */
  readonly frequencyCap: { readonly most: number; readonly days: number } | null;
  /** IANA; says where days begin. */
  readonly timeZone: string;
  /** Null: tasks of the plan never expire. */
  readonly expiresAfterDays: number | null;
}

/** Of plans that say nothing: a task for each target, at once. */
export const PLAIN_PLAN: PlanDesign = {
  segments: [
    {
      ...{ name: 'all', when: null, share: null, channel: null, campaignId: null, template: null },
      ...{ questionnaire: null, people: [], rule: 'round-robin', match: [], perDay: null },
    },
  ],
  controlPercent: 0,
  frequencyCap: null,
  timeZone: 'UTC',
  expiresAfterDays: null,
};

/** Of what must be mended; null: it can be started. */
export function designProblem({ segments }: PlanDesign): string | null {
  const names = segments.map(({ name }) => name);
  if (new Set(names).size !== names.length) return 'two segments have the same name';
  const isRest = ({ when, share }: Segment) => when === null && share === null;
  if (segments.length === 0 || segments.findIndex(isRest) !== segments.length - 1)
    return 'the last segment, and only that, is the rest';
  if (segments.some(({ when, share }) => when !== null && share !== null))
    return 'a segment is by attributes or by share';
  if (segments.reduce((sum, { share }) => sum + (share ?? 0), 0) > 100) return 'the shares are more than all';
  for (const { name, channel, campaignId, template, people } of segments) {
    if ((channel === 'voice') !== (campaignId !== null)) return `${name}: a campaign calls, and only for voice`;
    if ((channel === 'message') !== (template !== null))
      return `${name}: a message has a template, and nothing else has`;
    if (channel !== 'people' && people.length > 0) return `${name}: people work off tasks of people`;
    if (new Set(people.map(({ id }) => id)).size !== people.length) return `${name}: somebody is in it twice`;
  }
  return null;
}
