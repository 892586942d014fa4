import { describe, expect, it } from '@jest/globals';
import { Supervision, type Demand } from './supervision.aggregate.js';
import { SupervisionDeadlinePast, SupervisionLifted, SupervisionNotYours } from './supervision.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const demand: Demand = { why: 'press', demanded: 'A refund', deadline: later(240), reportEverySeconds: 3_600 };
const opened = (over: Partial<Demand> = {}) => Supervision.open('s-1', 't-1', { ...demand, ...over }, 'sam', NOW);

describe('a supervision', () => {
  it('wants reports at intervals, each counted from the one before', () => {
    const supervision = opened();
    expect(supervision.dues).toEqual({ report: later(60), deadline: later(240) });
    supervision.report('The refund is ordered.', 'mia', later(30));
    expect(supervision.dues.report).toEqual(later(90));
    supervision.miss('report', later(90));
    expect(supervision).toMatchObject({ missedReports: 1, dues: { report: later(150) } });
  });

  it('wants none where nobody asked for them', () => {
    expect(opened({ reportEverySeconds: null, deadline: null }).dues).toEqual({ report: null, deadline: null });
  });

  it('misses its deadline once', () => {
    const supervision = opened();
    supervision.miss('deadline', later(240));
    expect(supervision.dues.deadline).toBeNull();
  });

  it('is lifted by who supervises, and by nobody else; then it wants nothing any more', () => {
    const supervision = opened();
    expect(() => supervision.lift('Done.', 'mia', NOW)).toThrow(SupervisionNotYours);
    supervision.handOver('sue', NOW);
    expect(() => supervision.lift('Done.', 'sam', NOW)).toThrow(SupervisionNotYours);
    supervision.lift('Done.', 'sue', NOW);
    expect(supervision.dues).toEqual({ report: null, deadline: null });
    for (const change of [() => supervision.report('x', 'mia', NOW), () => supervision.lift('x', 'sue', NOW)])
      expect(change).toThrow(SupervisionLifted);
    expect(supervision.takeEvents().map(({ type }) => type)).toEqual([
      'supervision-opened',
      'supervision-handed-over',
      'supervision-ended',
    ]);
  });

  it('has no deadline that is over', () => {
    expect(() => opened({ deadline: NOW })).toThrow(SupervisionDeadlinePast);
  });
});
