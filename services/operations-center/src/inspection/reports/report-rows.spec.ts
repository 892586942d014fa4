import { describe, expect, it } from '@jest/globals';
import { coverageRow, ofAgents, ruleRows, type Counted } from './report-rows.js';

const counted: Counted = {
  states: [
    { agentId: 'mia', state: 'inspected', count: 6 },
    { agentId: 'li', state: 'inspected', count: 2 },
    { agentId: 'mia', state: 'without-words', count: 1 },
    { agentId: null, state: 'without-rules', count: 1 },
    { agentId: null, state: 'due', count: 1 },
    { agentId: 'li', state: 'failed', count: 1 },
  ],
  rules: [
    { agentId: 'mia', ruleSetId: 's', rule: 'words', severity: 'fatal', findings: 3, violating: 2 },
    { agentId: 'li', ruleSetId: 's', rule: 'words', severity: 'fatal', findings: 1, violating: 1 },
    { agentId: 'mia', ruleSetId: 's', rule: 'angry', severity: 'hint', findings: 4, violating: 4 },
  ],
  violating: [
    { agentId: 'mia', violating: 2 },
    { agentId: 'li', violating: 1 },
  ],
};

describe('a report of inspections', () => {
  it('says how much of what ended was judged, and why the rest was not', () => {
    expect(coverageRow('2026-11-23', counted)).toMatchObject({
      ...{ key: '2026-11-23', ended: 12, inspected: 8, share: 8 / 12 },
      missed: { due: 1, withoutWords: 1, withoutRules: 1, failed: 1 },
    });
  });

  it('counts violations by rule; hints are none', () => {
    expect(coverageRow('', counted)).toMatchObject({
      ...{ findings: 8, violating: 3, compliance: 1 - 3 / 8 },
      rules: [
        { rule: 'angry', findings: 4, violating: 4 },
        { rule: 'words', findings: 4, violating: 3 },
      ],
    });
    expect(ruleRows(counted)).toMatchObject([
      { key: 'angry', violating: 4, compliance: null },
      { key: 'words', violating: 3, inspected: 8, compliance: 1 - 3 / 8 },
    ]);
  });

  it('tells people apart, and says nothing of nothing', () => {
    const theirs = ofAgents(counted, (agentId) => agentId === 'mia');
    expect(coverageRow('mia', theirs)).toMatchObject({ ended: 7, inspected: 6, violating: 2 });
    const nothing = { states: [], rules: [], violating: [] };
    expect(coverageRow('', nothing)).toMatchObject({ share: null, compliance: null, rules: [] });
  });
});
