import type { ScormVersion } from '../package/manifest.js';
import type { Activity, TimeLimit } from '../sequencing/activity.js';
import { clockOf } from './clock-text.js';
import type { CmiValues } from './cmi.js';

/** Of timers in browsers. */
const MOST_MS = 2 ** 31 - 1;

/** How long what is shown may still take, and what its page does then. */
export interface TimeLeft extends Pick<TimeLimit, 'exits' | 'tells'> {
  readonly ms: number;
}

/** @param seconds all sessions of the attempt together */
export function timeLeftOf({ seconds: allowed, exits, tells }: TimeLimit, seconds: number): TimeLeft {
  return { ms: Math.min(MOST_MS, Math.max(0, (allowed - seconds) * 1_000)), exits, tells };
}

/** What a package is told of its limits (SCORM 1.2 RTE §3.4.4, SCORM 2004 4th ed. RTE §4.2.14 and §4.2.21). */
export function limitsToldOf(version: ScormVersion, { timeLimit, masteryScore }: Activity): CmiValues {
  const prefix = version === '1.2' ? 'cmi.student_data' : 'cmi';
  const mastery =
    version === '1.2' && masteryScore !== null ? { [`${prefix}.mastery_score`]: String(masteryScore) } : {};
  if (!timeLimit) return mastery;
  const { seconds, exits, tells } = timeLimit;
  return {
    ...mastery,
    [`${prefix}.max_time_allowed`]: version === '1.2' ? clockOf(seconds) : `PT${seconds}S`,
    [`${prefix}.time_limit_action`]: `${exits ? 'exit' : 'continue'},${tells ? 'message' : 'no message'}`,
  };
}
