import { inspect } from '#libs/quality-rules/inspection/inspector';
import type { InspectionSetting } from '#libs/quality-rules/inspection/rule';
import type { Labelled } from './planted.js';

/** Of each rule, over dialogues: how many that were found are labelled, and how many that are labelled were found. */
export function judged(sample: readonly Labelled[], setting: InspectionSetting) {
  const begun = performance.now();
  const results = sample.map(({ turns, broken }) => {
    const found = new Set(inspect(turns, setting).map(({ rule }) => rule));
    return { found, broken };
  });
  const dialoguesPerSecond = Math.round((1_000 * sample.length) / (performance.now() - begun));
  const rules = setting.rules.map(({ id }) => {
    const labelled = results.filter(({ broken }) => broken.has(id)).length;
    const found = results.filter((each) => each.found.has(id)).length;
    const right = results.filter((each) => each.found.has(id) && each.broken.has(id)).length;
    return [id, { labelled, found, precision: share(right, found), recall: share(right, labelled) }] as const;
  });
  return { dialogues: sample.length, dialoguesPerSecond, rules: Object.fromEntries(rules) };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : Number((part / whole).toFixed(3));
}
