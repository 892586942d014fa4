import { compileExpression } from '#libs/process-engine/expression/compile';
import { evaluate } from '#libs/process-engine/expression/evaluate';
import type { InspectedFacts } from '../../inspection/inspection.api.js';
import type { Subject } from '../subject/subject.schema.js';

/** What is known of finished work besides what it took. */
export interface RiskFacts extends InspectedFacts {
  /** What its customer wanted; null: not known. */
  readonly intent: string | null;
  /** The lowest it got by itself, in percent; null: none. */
  readonly machineScore: number | null;
  readonly machinePassed: boolean | null;
}

export const NOTHING_KNOWN: RiskFacts = {
  ...{ isInspected: false, hintFindings: 0, minorFindings: 0, majorFindings: 0, fatalFindings: 0 },
  ...{ demandMet: null, rating: null, wrapUpCode: null, intent: null, machineScore: null, machinePassed: null },
};

const GOOD_SCORE = 80;
const NO_TIME = { now: new Date(0), timeZone: 'UTC' };

/** Only true is true. @param risk FEEL; null: all is */
export function isRisky(risk: string | null, { kind, channel, facts }: Subject, more: RiskFacts): boolean {
  if (risk === null) return true;
  const known = { kind, channel, ...more, ...facts };
  const evaluation = evaluate(compileExpression(risk, Object.keys(known)), known, NO_TIME);
  return evaluation.outcome === 'value' && evaluation.value === true;
}

/** By what machines found and made of it. */
export function riskLevelOf({ isInspected, fatalFindings, majorFindings, machineScore, machinePassed }: RiskFacts) {
  if (!isInspected) return 'unknown';
  if (fatalFindings > 0 || machinePassed === false) return 'high';
  return majorFindings > 0 || (machineScore ?? 100) < GOOD_SCORE ? 'medium' : 'low';
}
