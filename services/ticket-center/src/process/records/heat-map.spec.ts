import { describe, expect, it } from '@jest/globals';
import type { RecordType } from '#libs/process-engine/records';
import { HeatMap } from './heat-map.js';

const at = (ms: number) => new Date(1_000_000 + ms);

function mapOf(...lines: [instance: string, type: RecordType, element: number, node: string, ms: number][]): HeatMap {
  const map = new HeatMap();
  for (const [instance, type, element, node, ms] of lines) map.add({ instance, type, element, node, at: at(ms) });
  return map;
}

describe('a heat map', () => {
  it('counts over all instances, and says how long each node takes', () => {
    const map = mapOf(
      ['i', 'element-entered', 2, 'look', 0],
      ['i', 'element-left', 2, 'look', 100],
      ['j', 'element-entered', 2, 'look', 0],
      ['j', 'element-left', 2, 'look', 300],
      ['k', 'element-entered', 2, 'look', 0],
    );
    expect(map.nodes()).toEqual([
      {
        node: 'look',
        ...{ entered: 3, completed: 2, terminated: 0, live: 1, failures: 0, failureShare: 0 },
        duration: { mean: 200, p50: 100, p95: 300 },
      },
    ]);
  });

  it('says what share fails; what was broken off has no duration', () => {
    const map = mapOf(
      ['i', 'element-entered', 2, 'pay', 0],
      ['i', 'call-attempt-failed', 2, 'pay', 10],
      ['i', 'incident-raised', 2, 'pay', 10],
      ['j', 'element-entered', 2, 'pay', 0],
      ['j', 'element-terminated', 2, 'pay', 50],
    );
    expect(map.nodes()).toMatchObject([{ failures: 2, failureShare: 1, terminated: 1, live: 1, duration: null }]);
  });

  it('tells elements of one node apart', () => {
    const map = mapOf(
      ['i', 'element-entered', 2, 'each', 0],
      ['i', 'element-entered', 3, 'each', 10],
      ['i', 'element-left', 3, 'each', 20],
      ['i', 'element-left', 2, 'each', 100],
    );
    expect(map.nodes()).toMatchObject([{ completed: 2, duration: { p50: 10, p95: 100 } }]);
  });
});
