import type { Level } from './interface-document.js';

export type AlarmChange = 'raise' | 'clear' | null;

/**
 * What a measurement means for an alarm: raised beyond one level and cleared at another below it, so that a value which trembles about
 * one of them is told once.
 * @param calls in the window; fewer than the minimum say nothing, and none at all end it
 * @param level null: it is not watched any more
 */
export function alarmChange(
  isRaised: boolean,
  { calls, value }: { readonly calls: number; readonly value: number },
  minimumCalls: number,
  level: Level | null,
): AlarmChange {
  if (level === null || calls === 0) return isRaised ? 'clear' : null;
  if (calls < minimumCalls) return null;
  if (isRaised) return value <= level.clear ? 'clear' : null;
  return value > level.raise ? 'raise' : null;
}
