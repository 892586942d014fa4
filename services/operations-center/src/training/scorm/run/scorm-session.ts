import type { ScormVersion } from '../package/manifest.js';
import { withAllBelow, wayTo, type Activity } from '../sequencing/activity.js';
import { ended, navigated, reported, type NavigationRequest, type TreeAt } from '../sequencing/navigation.js';
import type { Refused } from '../sequencing/traversal.js';
import { NOT_BEGUN, type SequencingState } from '../sequencing/tracking.js';
import { outcomeOf, type CmiValues } from './cmi.js';
import type { KeptActivity, ScormRunRow } from './scorm-run.schema.js';

type Run = Pick<ScormRunRow, 'cmi' | 'sequencing' | 'kept' | 'formerSeconds' | 'sessionSeconds'>;

/** What is stored of a run, and where its last request led. */
export interface Session {
  readonly run: Run & { readonly sequencing: SequencingState };
  readonly refused: Refused | null;
}

/** What a package tells at once. */
export interface Told {
  readonly values: CmiValues;
  /** What is shown has ended by itself. */
  readonly ended: boolean;
  readonly request: NavigationRequest | null;
}

/** What is shown begins anew or goes on; what was cut off is to go on where it was left. @param known null: for the first time */
export function launched(treeAt: TreeAt, known: Run | null): Session {
  const before = known ? withActivities(known, treeAt(NOT_BEGUN)) : { ...EMPTY, sequencing: NOT_BEGUN };
  const over = ended(before.sequencing, treeAt(before.sequencing), true);
  return moved(keptOf(before), over, treeAt, { kind: 'start' });
}

export function told(
  version: ScormVersion,
  treeAt: TreeAt,
  known: Run,
  { values, ended: isOver, request }: Told,
): Session {
  const before = withActivities(known, treeAt(NOT_BEGUN));
  const root = treeAt(before.sequencing);
  const { current } = before.sequencing;
  const shown = current === null ? undefined : wayTo(root, current).at(-1);
  const outcome = outcomeOf(version, values, shown?.masteryScore ?? null);
  const run = { ...before, cmi: values, sessionSeconds: outcome.seconds };
  const state = shown ? reported(run.sequencing, root, shown.id, outcome) : run.sequencing;
  if (!isOver && !request) return { run: { ...run, sequencing: state }, refused: null };
  const isSuspended = request?.kind === 'suspend-all' || (isOver && outcome.isSuspended);
  const over = ended(state, root, isSuspended);
  return moved(keptOf(run), over, treeAt, request ?? { kind: 'exit' });
}

const EMPTY = { cmi: {}, kept: {}, formerSeconds: 0, sessionSeconds: 0 };

/** What an earlier run has told belongs to what the package begins with. */
function withActivities(run: Run, root: Activity) {
  if (run.sequencing) return { ...run, sequencing: run.sequencing, kept: run.kept ?? {} };
  const first = withAllBelow(root).find(({ launches }) => launches)!;
  const kept = { [first.id]: { cmi: run.cmi, seconds: run.formerSeconds + run.sessionSeconds } };
  return { ...EMPTY, sequencing: NOT_BEGUN, kept };
}

function keptOf({ sequencing, kept, cmi, formerSeconds, sessionSeconds }: Run & { sequencing: SequencingState }) {
  const { current } = sequencing;
  return current === null ? (kept ?? {}) : { ...kept, [current]: { cmi, seconds: formerSeconds + sessionSeconds } };
}

function moved(
  kept: Readonly<Record<string, KeptActivity>>,
  from: SequencingState,
  treeAt: TreeAt,
  request: NavigationRequest,
): Session {
  const { state, refused, anew } = navigated(from, treeAt, request);
  const remaining = Object.fromEntries(Object.entries(kept).filter(([id]) => !anew.includes(id)));
  const { cmi, seconds } = (state.current === null ? undefined : remaining[state.current]) ?? { cmi: {}, seconds: 0 };
  return { run: { sequencing: state, kept: remaining, cmi, formerSeconds: seconds, sessionSeconds: 0 }, refused };
}
