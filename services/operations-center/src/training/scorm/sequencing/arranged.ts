import { Dice } from '#libs/kernel/dice';
import { evenHash } from '#libs/kernel/even-hash';
import { shuffled } from '#libs/quality-rules/exam/shuffle';
import type { Activity, Timing } from './activity.js';
import { trackOf, type SequencingState } from './tracking.js';

/**
 * The activities as a learner has them: of each as many children as are selected, in the order they are put in (SN 4th ed. SR.1, SR.2). It follows
 * from the seed and the attempts alone, so that it is the same whenever it is asked for. What is arranged on each new attempt is arranged anew
 * when the activity or one above it is tried again.
 * @param seed of the learner and the package
 * @param attemptsAbove of all activities above it
 */
export function arranged(activity: Activity, state: SequencingState, seed: string, attemptsAbove = 0): Activity {
  const attempts = attemptsAbove + Math.max(1, trackOf(state, activity).attempts);
  const all = activity.children.map((child) => arranged(child, state, seed, attempts));
  const { arrangement } = activity.sequencing;
  if (!arrangement) return { ...activity, children: all };
  const { selects, selectionTiming, reorders, randomizationTiming } = arrangement;
  const diceOf = (what: string, timing: Timing) =>
    new Dice(evenHash(`${seed} ${activity.id} ${what} ${timing === 'once' ? 'once' : attempts}`));
  const selected =
    selectionTiming === 'never' || selects === null ? all : someOf(all, selects, diceOf('selection', selectionTiming));
  const isMixed = reorders && randomizationTiming !== 'never';
  const children = isMixed ? shuffled(selected, diceOf('order', randomizationTiming)) : selected;
  return { ...activity, children };
}

/** As they are written. */
function someOf(all: readonly Activity[], count: number, dice: Dice): readonly Activity[] {
  const chosen = new Set(shuffled(all, dice).slice(0, count));
  return all.filter((each) => chosen.has(each));
}
