import { wayTo, type Activity } from './activity.js';
import { ruleThatHolds } from './conditions.js';
import { meets } from './prerequisites.js';
import { trackOf, type SequencingState } from './tracking.js';

export type Direction = 'forward' | 'backward';

/** Why a request leads nowhere. */
export type Refused =
  | 'flow-disabled'
  | 'choice-disabled'
  | 'forward-only'
  | 'activity-disabled'
  | 'activity-hidden'
  | 'activity-unknown'
  | 'exit-by-choice-disabled'
  | 'traversal-stopped'
  | 'nothing-there';

export type Found = { readonly leaf: Activity } | { readonly refused: Refused };

/** Whether it may be begun now (SN 4th ed. UP.5), by the tree it is in. */
export function isOpen(state: SequencingState, root: Activity, activity: Activity): boolean {
  const { attemptLimit, before } = activity.sequencing;
  const { attempts, isSuspended } = trackOf(state, activity);
  if (attemptLimit !== null && attempts >= attemptLimit && !isSuspended) return false;
  if (ruleThatHolds(state, activity, before, 'disabled')) return false;
  return activity.prerequisites === '' || meets(state, root, activity.prerequisites);
}

/** The first activity in this direction that shows something (SB.2.1 to SB.2.3). @param at where one is */
export function flowFrom(state: SequencingState, root: Activity, at: Activity, direction: Direction): Found {
  const way = wayTo(root, at.id);
  for (let depth = way.length - 1; depth > 0; depth -= 1) {
    const [parent, left] = [way[depth - 1]!, way[depth]!];
    if (!parent.sequencing.flow) return { refused: 'flow-disabled' };
    if (direction === 'backward' && parent.sequencing.forwardOnly) return { refused: 'forward-only' };
    if (direction === 'forward' && stops(state, left)) return { refused: 'traversal-stopped' };
    const found = firstOf(state, root, nextTo(parent, left, direction), direction);
    if (found) return found;
  }
  return { refused: 'nothing-there' };
}

/** What is shown first of it (SB.2.2). */
export function flowInto(state: SequencingState, root: Activity, at: Activity, direction: Direction): Found {
  return firstOf(state, root, [at], direction) ?? { refused: 'nothing-there' };
}

/** Somewhere else in the tree, as a learner has chosen it (SB.2.9). @param current null: nothing is shown */
export function chosen(state: SequencingState, root: Activity, current: Activity | null, targetId: string): Found {
  const target = wayTo(root, targetId);
  if (target.length === 0) return { refused: 'activity-unknown' };
  if (target.slice(0, -1).some(({ sequencing }) => !sequencing.choice)) return { refused: 'choice-disabled' };
  for (const activity of target) {
    if (!activity.isVisible || ruleThatHolds(state, activity, activity.sequencing.before, 'hiddenfromchoice'))
      return { refused: 'activity-hidden' };
    if (!isOpen(state, root, activity)) return { refused: 'activity-disabled' };
  }
  const blocked = blockedBetween(state, current ? wayTo(root, current.id) : [root], target);
  if (blocked) return { refused: blocked };
  return flowInto(state, root, target.at(-1)!, 'forward');
}

function blockedBetween(state: SequencingState, from: readonly Activity[], to: readonly Activity[]): Refused | null {
  const apart = to.findIndex((activity, depth) => from[depth]?.id !== activity.id);
  if (apart <= 0) return null;
  if (from.slice(apart).some(({ sequencing }) => !sequencing.choiceExit)) return 'exit-by-choice-disabled';
  const { children, sequencing } = to[apart - 1]!;
  const [begin, end] = [from, to].map((way) => children.findIndex(({ id }) => id === way[apart]?.id)) as [
    number,
    number,
  ];
  if (begin > end && sequencing.forwardOnly) return 'forward-only';
  const passed = begin < end ? children.slice(Math.max(0, begin), end) : [];
  return passed.some((child) => stops(state, child)) ? 'traversal-stopped' : null;
}

/** Undefined: all of them are skipped, or show nothing. */
function firstOf(
  state: SequencingState,
  root: Activity,
  candidates: readonly Activity[],
  direction: Direction,
): Found | undefined {
  for (const activity of candidates) {
    if (ruleThatHolds(state, activity, activity.sequencing.before, 'skip')) continue;
    if (!isOpen(state, root, activity)) return { refused: 'activity-disabled' };
    if (activity.children.length === 0) return { leaf: activity };
    if (!activity.sequencing.flow) return { refused: 'flow-disabled' };
    const isTurned = direction === 'backward' && !activity.sequencing.forwardOnly;
    const found = firstOf(state, root, isTurned ? activity.children.toReversed() : activity.children, direction);
    if (found) return found;
    if (direction === 'forward' && stops(state, activity)) return { refused: 'traversal-stopped' };
  }
  return undefined;
}

function nextTo({ children }: Activity, left: Activity, direction: Direction): readonly Activity[] {
  const at = children.findIndex(({ id }) => id === left.id);
  return direction === 'forward' ? children.slice(at + 1) : children.slice(0, at).toReversed();
}

function stops(state: SequencingState, activity: Activity): boolean {
  return ruleThatHolds(state, activity, activity.sequencing.before, 'stopforwardtraversal') !== undefined;
}
