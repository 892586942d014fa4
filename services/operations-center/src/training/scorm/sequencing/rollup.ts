import { primaryOf, type Activity, type RollupRule } from './activity.js';
import { holds } from './conditions.js';
import { progressIn, reached, tracked, trackOf, type SequencingState } from './tracking.js';

/** What activities above make of what was reached below them, from the parent to the root (SN 4th ed. RB.1.5). */
export function rolledUp(state: SequencingState, way: readonly Activity[]): SequencingState {
  return way
    .filter(({ children }) => children.length > 0)
    .reduceRight((below, activity) => completionOf(successOf(below, activity), activity), state);
}

/** RB.1.1 and RB.1.2. */
function successOf(state: SequencingState, activity: Activity): SequencingState {
  const children = countedOf(activity).filter(({ sequencing }) => sequencing.countsForSuccess);
  const objective = primaryOf(activity.sequencing);
  const measure = measureOf(state, countedOf(activity));
  const all = children.map((child) => progressIn(state, child).satisfied);
  const satisfied =
    byRules(state, activity, children, 'notsatisfied', 'satisfied') ??
    (all.length === 0 || all.includes(null) ? null : !all.includes(false));
  return reached(state, activity, objective, { measure, satisfied });
}

/** RB.1.3. */
function completionOf(state: SequencingState, activity: Activity): SequencingState {
  const children = countedOf(activity).filter(({ sequencing }) => sequencing.countsForCompletion);
  const all = children.map((child) => trackOf(state, child).completed);
  const completed =
    byRules(state, activity, children, 'incomplete', 'completed') ??
    (all.length === 0 || all.includes(null) ? null : !all.includes(false));
  return tracked(state, activity, { completed });
}

/** Weighted; what is not known counts as nothing, with its weight. */
function measureOf(state: SequencingState, children: readonly Activity[]): number | null {
  const measures = children.map((child) => ({
    measure: progressIn(state, child).measure,
    weight: child.sequencing.measureWeight,
  }));
  const weights = measures.reduce((sum, { weight }) => sum + weight, 0);
  if (weights <= 0 || measures.every(({ measure }) => measure === null)) return null;
  return measures.reduce((sum, { measure, weight }) => sum + (measure ?? 0) * weight, 0) / weights;
}

/** Null where there are rules and none holds, too; undefined: there are none. */
function byRules(
  state: SequencingState,
  activity: Activity,
  children: readonly Activity[],
  no: RollupRule['action'],
  yes: RollupRule['action'],
): boolean | null | undefined {
  const rules = activity.sequencing.rollup.filter(({ action }) => action === no || action === yes);
  if (rules.length === 0) return undefined;
  const does = (wanted: RollupRule['action']) =>
    rules.some((rule) => rule.action === wanted && rolls(state, children, rule));
  if (does(yes)) return true;
  return does(no) ? false : null;
}

function rolls(state: SequencingState, all: readonly Activity[], { children, least, when }: RollupRule): boolean {
  const met = all.filter((child) => holds(state, child, when) === true).length;
  switch (children) {
    case 'all':
      return all.length > 0 && met === all.length;
    case 'any':
      return met > 0;
    case 'none':
      return met === 0;
    case 'atleastcount':
      return met >= least;
    case 'atleastpercent':
      return all.length > 0 && met / all.length >= least;
  }
}

function countedOf({ children }: Activity): Activity[] {
  return children.filter(({ sequencing }) => sequencing.isTracked);
}
