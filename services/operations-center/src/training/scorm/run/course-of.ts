import type { ScormPackageRow } from '../package/scorm-package.schema.js';
import { UNSAID, withAllBelow, type Activity } from '../sequencing/activity.js';
import { chosen, flowFrom, isOpen } from '../sequencing/traversal.js';
import { progressIn, trackOf, type SequencingState } from '../sequencing/tracking.js';

export interface ListedActivity {
  readonly id: string;
  readonly title: string;
  /** Below how many others it is listed. */
  readonly depth: number;
  readonly isOpen: boolean;
  readonly status: 'not-attempted' | 'incomplete' | 'completed' | 'passed' | 'failed';
}

/** Where somebody is in a package, and where they may go. */
export interface Place {
  /** Null: nothing is shown. */
  readonly current: string | null;
  readonly mayContinue: boolean;
  readonly mayGoBack: boolean;
  readonly activities: readonly ListedActivity[];
}

/** Of packages that came before activities were read: one that launches what they begin with. */
export function activitiesOf({ activities, entry, parameters, name }: ScormPackageRow): Activity {
  if (activities) return activities;
  const alone = { id: 'package', title: name, isVisible: true, prerequisites: '', masteryScore: null };
  const sequencing = { ...UNSAID, flow: true, completionByContent: true, successByContent: true };
  return { ...alone, children: [], sequencing, launches: { entry, parameters, data: '' } };
}

/** What the whole makes of it: done when completed or passed, and not failed; the score in percent, null: there is none. */
export function courseOutcome(state: SequencingState, root: Activity): { isDone: boolean; score: number | null } {
  const { satisfied, measure } = progressIn(state, root);
  const isDone = satisfied !== false && (satisfied === true || trackOf(state, root).completed === true);
  return { isDone, score: measure === null ? null : Math.round(Math.max(0, measure) * 10_000) / 100 };
}

export function placeIn(state: SequencingState, root: Activity): Place {
  const at = withAllBelow(root).find(({ id }) => id === (state.current ?? state.last));
  const leads = (direction: 'forward' | 'backward') => (at ? 'leaf' in flowFrom(state, root, at, direction) : false);
  return {
    current: state.current,
    mayContinue: at ? leads('forward') : true,
    mayGoBack: leads('backward'),
    activities: listed(state, root, root, at ?? null, 0),
  };
}

function listed(
  state: SequencingState,
  root: Activity,
  activity: Activity,
  at: Activity | null,
  depth: number,
): ListedActivity[] {
  if (!activity.isVisible) return [];
  const mayGo = isOpen(state, root, activity) && 'leaf' in chosen(state, root, at, activity.id);
  const own = { id: activity.id, title: activity.title, depth, isOpen: mayGo, status: statusOf(state, activity) };
  return [own, ...activity.children.flatMap((child) => listed(state, root, child, at, depth + 1))];
}

function statusOf(state: SequencingState, activity: Activity): ListedActivity['status'] {
  const { satisfied } = progressIn(state, activity);
  const { completed, attempts } = trackOf(state, activity);
  if (satisfied !== null) return satisfied ? 'passed' : 'failed';
  if (completed) return 'completed';
  return attempts > 0 ? 'incomplete' : 'not-attempted';
}
