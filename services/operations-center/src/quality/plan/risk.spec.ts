import { describe, expect, it } from '@jest/globals';
import type { Subject } from '../subject/subject.schema.js';
import { isRisky, NOTHING_KNOWN, riskLevelOf, type RiskFacts } from './risk.js';

const call: Subject = {
  ...{ kind: 'call', id: 'a call', agentId: 'mia', queueId: null, channel: 'voice', durationMs: 900_000 },
  ...{ finishedAt: new Date(0), facts: { talkSeconds: 900 } },
};
const known = (more: Partial<RiskFacts>): RiskFacts => ({ ...NOTHING_KNOWN, isInspected: true, ...more });

describe('a risk', () => {
  it.each([
    ['fatalFindings > 0', { fatalFindings: 1 }],
    ['majorFindings + fatalFindings >= 2 and talkSeconds > 600', { majorFindings: 1, fatalFindings: 1 }],
    ['machineScore < 70', { machineScore: 69.5 }],
    ['demandMet = false', { demandMet: false }],
    ['rating <= 2', { rating: 2 }],
    ['intent = "refund"', { intent: 'refund' }],
    ['wrapUpCode = "complaint"', { wrapUpCode: 'complaint' }],
    ['not(isInspected)', { isInspected: false }],
  ] as const)('%s is true of what is known, and of nothing else', (risk, more) => {
    expect(isRisky(risk, call, known(more))).toBe(true);
    expect(isRisky(risk, call, known({}))).toBe(false);
  });

  it('has a level by what machines found and made of it', () => {
    expect(riskLevelOf(NOTHING_KNOWN)).toBe('unknown');
    expect(riskLevelOf(known({ fatalFindings: 1 }))).toBe('high');
    expect(riskLevelOf(known({ machineScore: 90, machinePassed: false }))).toBe('high');
    expect(riskLevelOf(known({ majorFindings: 1 }))).toBe('medium');
    expect(riskLevelOf(known({ machineScore: 79, machinePassed: true }))).toBe('medium');
    expect(riskLevelOf(known({ machineScore: 80, machinePassed: true, hintFindings: 3 }))).toBe('low');
  });
});
