import { Dice } from '#libs/kernel/dice';
import type { PlanDesign } from './plan-design.js';

export interface Target {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** `control`: left alone, to compare with. */
export interface Placement {
  readonly id: string;
  readonly segment: string;
  readonly state: 'waiting' | 'control';
}

/**
 * Where a target belongs: in the first segment that fits. Shares are slices of a number that the plan and the target make, so
 * that a target is placed alike however often, and no two shares overlap; whether it is left alone is drawn apart from that.
 * @param holds whether a condition is true of the attributes
 */
export function placementOf(
  planId: string,
  { id, attributes }: Target,
  { segments, controlPercent }: PlanDesign,
  holds: (condition: string, attributes: Target['attributes']) => boolean,
): Placement {
  const position = percentOf(`${planId}/segment/${id}`);
  let from = 0;
  const fits = segments.find(({ when, share }) => {
    if (when !== null) return holds(when, attributes);
    if (share === null) return true;
    from += share;
    return position >= from - share && position < from;
  });
  const isControl = percentOf(`${planId}/control/${id}`) < controlPercent;
  return { id, segment: fits!.name, state: isControl ? 'control' : 'waiting' };
}

/** From 0 to below 100, as even as dice (FNV-1a, then one throw). */
function percentOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return new Dice(hash).next() * 100;
}
