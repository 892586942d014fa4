import { TRANSITIONS, type RoutingState, type Standing } from './routing-state.js';
import type { Hands } from './hands.js';

interface Availability {
  readonly state: RoutingState;
  readonly standing: Standing;
  readonly next: unknown;
  readonly hands: Hands;
}

/** Whether contacts may be offered, as far as there is room: stands ready, wants to stay so, and has nothing left to finish. */
export function isRoutable({ state, standing, next, hands }: Availability): boolean {
  return (
    TRANSITIONS.offer[state] !== undefined && standing === 'ready' && next === null && hands.afterWork.length === 0
  );
}

/** Since when somebody waits for work: the later of becoming ready and of having finished the last contact and its work. */
export function idleSince(readySince: Date | null, lastHandledEnd: Date | null): Date | null {
  if (readySince === null || lastHandledEnd === null) return readySince ?? lastHandledEnd;
  return readySince > lastHandledEnd ? readySince : lastHandledEnd;
}
