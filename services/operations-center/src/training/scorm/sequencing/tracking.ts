import { primaryOf, type Activity, type Objective } from './activity.js';

export interface ObjectiveProgress {
  /** Null: not known. */
  readonly satisfied: boolean | null;
  /** From -1 to 1; null: not known. */
  readonly measure: number | null;
}

export interface Track {
  readonly attempts: number;
  readonly isSuspended: boolean;
  readonly completed: boolean | null;
  /** By id of the objective. */
  readonly objectives: Readonly<Record<string, ObjectiveProgress>>;
}

/** How far somebody is with a package. */
export interface SequencingState {
  readonly tracks: Readonly<Record<string, Track>>;
  /** What objectives of several activities have in common. */
  readonly shared: Readonly<Record<string, ObjectiveProgress>>;
  /** What is shown; null: nothing. */
  readonly current: string | null;
  /** What was shown last. */
  readonly last: string | null;
  /** Where it was left to go on there. */
  readonly suspended: string | null;
}

export const NOT_BEGUN: SequencingState = { tracks: {}, shared: {}, current: null, last: null, suspended: null };

const UNKNOWN: ObjectiveProgress = { satisfied: null, measure: null };
const UNTRIED: Track = { attempts: 0, isSuspended: false, completed: null, objectives: {} };

export function trackOf({ tracks }: SequencingState, { id }: Activity): Track {
  return tracks[id] ?? UNTRIED;
}

export function tracked(state: SequencingState, { id }: Activity, change: Partial<Track>): SequencingState {
  return { ...state, tracks: { ...state.tracks, [id]: { ...(state.tracks[id] ?? UNTRIED), ...change } } };
}

/** As it is known by itself, or by what it has in common with others; by measure where it says so. */
export function progressIn(
  state: SequencingState,
  activity: Activity,
  objective: Objective = primaryOf(activity.sequencing),
): ObjectiveProgress {
  const own = trackOf(state, activity).objectives[objective.id] ?? UNKNOWN;
  const readFrom = (reads: 'readsStatus' | 'readsMeasure') =>
    objective.shared.flatMap((each) => (each[reads] ? (state.shared[each.target] ?? []) : []));
  const measure = own.measure ?? readFrom('readsMeasure').find((each) => each.measure !== null)?.measure ?? null;
  if (objective.byMeasure) return { measure, satisfied: measure === null ? null : measure >= objective.leastMeasure };
  const status = own.satisfied ?? readFrom('readsStatus').find((each) => each.satisfied !== null)?.satisfied ?? null;
  return { measure, satisfied: status };
}

/** What was reached of an objective; what it has in common with others is theirs, too. */
export function reached(
  state: SequencingState,
  activity: Activity,
  objective: Objective,
  progress: ObjectiveProgress,
): SequencingState {
  const { objectives } = trackOf(state, activity);
  const own = tracked(state, activity, { objectives: { ...objectives, [objective.id]: progress } });
  const { satisfied, measure } = progressIn(own, activity, objective);
  const shared = { ...own.shared };
  for (const { target, writesStatus, writesMeasure } of objective.shared) {
    const known = shared[target] ?? UNKNOWN;
    shared[target] = {
      satisfied: writesStatus && satisfied !== null ? satisfied : known.satisfied,
      measure: writesMeasure && measure !== null ? measure : known.measure,
    };
  }
  return { ...own, shared };
}
