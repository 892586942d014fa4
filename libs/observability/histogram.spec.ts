import { describe, expect, it } from '@jest/globals';
import { Histogram as TheirHistogram, Registry } from 'prom-client';
import { Metrics } from './metrics.js';

const NAME = 'switchboard_ticket_age_seconds';
const BOUNDS = [0.5, 1, 2];

/** Every line with its labels in order of their names. */
function linesOf(text: string): string[] {
  const ordered = (labels: string) => labels.split(',').toSorted().join(',');
  const lines = text.split('\n').filter((line) => line.startsWith(NAME));
  return lines.map((line) => line.replace(/\{(.*)\}/, (_, labels: string) => `{${ordered(labels)}}`)).toSorted();
}

describe('a histogram', () => {
  it('tells what prom-client’s own tells', async () => {
    const metrics = new Metrics('ticket-center');
    const ours = metrics.histogram(NAME, 'Age at closing', BOUNDS);
    const registry = new Registry();
    registry.setDefaultLabels({ service: 'ticket-center' });
    const labelNames = ['channel', 'kind'];
    const theirs = new TheirHistogram({ name: NAME, help: 'x', labelNames, registers: [registry], buckets: BOUNDS });
    for (let n = 0; n < 60; n += 1) {
      const labels = { channel: n % 2 === 0 ? 'voice' : 'chat', kind: n % 3 === 0 ? 'a "b"\n' : 'c' };
      const value = n % 10 === 0 ? BOUNDS[n % 3]! : (n * 7) / 100;
      ours.series(labels).observe(value);
      theirs.observe(labels, value);
    }
    const told = linesOf(await metrics.text());
    expect(told).toHaveLength(4 * (BOUNDS.length + 3));
    expect(told).toEqual(linesOf(await registry.metrics()));
  });

  it('has one series for the same labels', () => {
    const histogram = new Metrics('ticket-center').histogram(NAME, 'Age at closing', BOUNDS);
    expect(histogram.series({ channel: 'voice' })).toBe(histogram.series({ channel: 'voice' }));
    expect(histogram.series({ channel: 'voice' })).not.toBe(histogram.series({ channel: 'chat' }));
  });
});
