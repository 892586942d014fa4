import { primaryOf, type Activity, type Condition, type Conditions, type SequencingRule } from './activity.js';
import { progressIn, trackOf, type SequencingState } from './tracking.js';

/** Null: not known; a rule whose conditions are not known does nothing (SN 4th ed. UP.2.1). */
type Truth = boolean | null;

/** The first rule with one of these actions that holds; undefined: none. */
export function ruleThatHolds<Action extends string>(
  state: SequencingState,
  activity: Activity,
  rules: readonly SequencingRule<Action>[],
  ...actions: readonly Action[]
): Action | undefined {
  const asked = rules.filter(({ action }) => actions.length === 0 || actions.includes(action));
  return asked.find(({ when }) => holds(state, activity, when) === true)?.action;
}

export function holds(state: SequencingState, activity: Activity, { combination, of }: Conditions): Truth {
  const truths = of.map((condition) => truthOf(state, activity, condition));
  const decisive = combination === 'any';
  if (truths.includes(decisive)) return decisive;
  return truths.includes(null) ? null : !decisive;
}

function truthOf(state: SequencingState, activity: Activity, condition: Condition): Truth {
  const truth = plainTruth(state, activity, condition);
  return truth === null || !condition.not ? truth : !truth;
}

function plainTruth(state: SequencingState, activity: Activity, { name, threshold, objective }: Condition): Truth {
  const { sequencing } = activity;
  const named = sequencing.objectives.find(({ id }) => id === objective) ?? primaryOf(sequencing);
  const { satisfied, measure } = progressIn(state, activity, named);
  const { completed, attempts } = trackOf(state, activity);
  switch (name) {
    case 'satisfied':
      return satisfied;
    case 'objectivestatusknown':
      return satisfied !== null;
    case 'objectivemeasureknown':
      return measure !== null;
    case 'objectivemeasuregreaterthan':
      return measure === null ? null : measure > threshold;
    case 'objectivemeasurelessthan':
      return measure === null ? null : measure < threshold;
    case 'completed':
      return completed;
    case 'activityprogressknown':
      return completed !== null;
    case 'attempted':
      return attempts > 0;
    case 'attemptlimitexceeded':
      return sequencing.attemptLimit !== null && attempts >= sequencing.attemptLimit;
    case 'always':
      return true;
  }
}
