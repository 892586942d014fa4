import { primaryOf, withAllBelow, wayTo, type Activity } from './activity.js';
import { ruleThatHolds } from './conditions.js';
import { rolledUp } from './rollup.js';
import { progressIn, reached, tracked, trackOf, type SequencingState } from './tracking.js';
import { chosen, flowFrom, flowInto, type Found, type Refused } from './traversal.js';

export type NavigationRequest =
  | { readonly kind: 'start' | 'continue' | 'previous' | 'exit' | 'exit-all' | 'suspend-all' }
  | { readonly kind: 'choice'; readonly target: string };

/** What a leaf says of itself. */
export interface LeafOutcome {
  readonly completed: boolean | null;
  readonly satisfied: boolean | null;
  readonly measure: number | null;
  /** Of its other objectives, by id. */
  readonly objectives: Readonly<
    Record<string, { readonly satisfied: boolean | null; readonly measure: number | null }>
  >;
  /** It is to go on where it was left. */
  readonly isSuspended: boolean;
}

export interface Navigated {
  readonly state: SequencingState;
  readonly refused: Refused | null;
  /** Leaves that begin anew, with nothing of what they had. */
  readonly anew: readonly string[];
}

/** While it runs: nothing moves. */
export function reported(
  state: SequencingState,
  root: Activity,
  leafId: string,
  outcome: LeafOutcome,
): SequencingState {
  const way = wayTo(root, leafId);
  const leaf = way.at(-1);
  if (!leaf?.sequencing.isTracked) return state;
  const own = leaf.sequencing.objectives.reduce(
    (before, objective) =>
      reached(before, leaf, objective, objective.isPrimary ? outcome : (outcome.objectives[objective.id] ?? UNKNOWN)),
    tracked(state, leaf, { completed: outcome.completed }),
  );
  return rolledUp(own, way);
}

/** What is shown now has ended; what it left unsaid is done where the package does not say it itself (SN 4th ed. UP.4). */
export function ended(state: SequencingState, root: Activity, isSuspended: boolean): SequencingState {
  const way = state.current === null ? [] : wayTo(root, state.current);
  const leaf = way.at(-1);
  if (!leaf) return { ...state, current: null };
  const over = tracked({ ...state, suspended: isSuspended ? leaf.id : null }, leaf, { isSuspended });
  const settled = isSuspended || !leaf.sequencing.isTracked ? over : rolledUp(settledOf(over, leaf), way);
  return { ...settled, current: null };
}

/** The tree as it stands then: another attempt may have other activities, in another order. */
export type TreeAt = (state: SequencingState) => Activity;

/** Where a request leads (SN 4th ed. OP.1). What was shown has ended before; its rules for what comes after it go before the request. */
export function navigated(state: SequencingState, treeAt: TreeAt, request: NavigationRequest): Navigated {
  const root = treeAt(state);
  const way = state.last === null ? [] : wayTo(root, state.last);
  const leaf = way.at(-1) ?? null;
  const leaving = leaf !== null && request.kind !== 'suspend-all' && request.kind !== 'start';
  const after = leaving ? afterwards(state, way) : undefined;
  if (after) return followed(state, treeAt, after.activity, after.action);
  switch (request.kind) {
    case 'exit':
    case 'exit-all':
    case 'suspend-all':
      return { state: { ...state, current: null }, refused: null, anew: [] };
    case 'start':
      return begun(state, root, started(state, root));
    case 'choice':
      return begun(state, root, chosen(state, root, leaf, request.target));
    case 'continue':
    case 'previous': {
      if (!leaf) return begun(state, root, started(state, root));
      return begun(state, root, flowFrom(state, root, leaf, request.kind === 'continue' ? 'forward' : 'backward'));
    }
  }
}

const UNKNOWN = { satisfied: null, measure: null };

/** Where it was left; else what comes first, by choice where nothing flows. */
function started(state: SequencingState, root: Activity): Found {
  const left = state.suspended === null ? undefined : wayTo(root, state.suspended).at(-1);
  if (left) return { leaf: left };
  const found = flowInto(state, root, root, 'forward');
  if (!('refused' in found) || found.refused !== 'flow-disabled') return found;
  const leaves = withAllBelow(root).filter(({ children }) => children.length === 0);
  const open = leaves.map(({ id }) => chosen(state, root, null, id)).find((each) => 'leaf' in each);
  return open ?? found;
}

/** Rules of the innermost activity above the leaf that exits count first, then those of the leaf itself (TB.2.1, TB.2.2). */
function afterwards(state: SequencingState, way: readonly Activity[]) {
  const exiting = way.find((activity) => ruleThatHolds(state, activity, activity.sequencing.exits)) ?? way.at(-1)!;
  const action = ruleThatHolds(state, exiting, exiting.sequencing.after);
  return action && { activity: exiting, action };
}

function followed(
  state: SequencingState,
  treeAt: TreeAt,
  activity: Activity,
  action: Activity['sequencing']['after'][number]['action'],
): Navigated {
  const root = treeAt(state);
  const parent = wayTo(root, activity.id).at(-2) ?? root;
  switch (action) {
    case 'exitall':
      return { state: { ...state, current: null }, refused: null, anew: [] };
    case 'exitparent': {
      const above = parent === root ? undefined : ruleThatHolds(state, parent, parent.sequencing.after);
      if (above) return followed(state, treeAt, parent, above);
      if (parent === root) return { state: { ...state, current: null }, refused: null, anew: [] };
      return begun(state, root, flowFrom(state, root, parent, 'forward'));
    }
    case 'retry':
      return anew(state, treeAt, activity);
    case 'retryall':
      return anew(state, treeAt, root);
    case 'continue':
      return begun(state, root, flowFrom(state, root, activity, 'forward'));
    case 'previous':
      return begun(state, root, flowFrom(state, root, activity, 'backward'));
  }
}

/** Another attempt, which knows nothing of the one before. */
function anew(state: SequencingState, treeAt: TreeAt, activity: Activity): Navigated {
  const below = withAllBelow(activity);
  const forgotten = { completed: null, objectives: {}, isSuspended: false };
  const fresh = below.reduce<SequencingState>(
    (before, each) => {
      const { attempts } = trackOf(before, each);
      const again = each === activity && each.children.length > 0 ? attempts + 1 : attempts;
      return tracked(before, each, { ...forgotten, attempts: again });
    },
    { ...state, suspended: null },
  );
  const leaves = below.filter(({ children }) => children.length === 0).map(({ id }) => id);
  const root = treeAt(fresh);
  const again = wayTo(root, activity.id).at(-1) ?? root;
  return { ...begun(fresh, root, flowInto(fresh, root, again, 'forward')), anew: leaves };
}

/** What was left to go on with is the same attempt. */
function begun(state: SequencingState, root: Activity, found: Found): Navigated {
  if ('refused' in found) return { state: { ...state, current: null }, refused: found.refused, anew: [] };
  const { leaf } = found;
  const isSame = trackOf(state, leaf).isSuspended;
  const attempted = isSame
    ? state
    : wayTo(root, leaf.id).reduce((before, each) => {
        const { attempts } = trackOf(before, each);
        const counts = each === leaf || attempts === 0;
        return counts ? tracked(before, each, { attempts: attempts + 1 }) : before;
      }, state);
  const open = tracked({ ...attempted, suspended: null, current: leaf.id, last: leaf.id }, leaf, {
    isSuspended: false,
  });
  return { state: open, refused: null, anew: [] };
}

function settledOf(state: SequencingState, leaf: Activity): SequencingState {
  const { completionByContent, successByContent } = leaf.sequencing;
  const primary = primaryOf(leaf.sequencing);
  const done =
    completionByContent || trackOf(state, leaf).completed !== null ? state : tracked(state, leaf, { completed: true });
  const { satisfied, measure } = progressIn(done, leaf);
  if (successByContent || satisfied !== null || primary.byMeasure) return done;
  return reached(done, leaf, primary, { satisfied: true, measure });
}
