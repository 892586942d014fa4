import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  for?: string;
  labels?: { severity?: string };
  annotations?: { summary?: string };
}

const read = (file: string) => readFile(new URL(`../../../deploy/${file}`, import.meta.url), 'utf8');

describe('the rules of Prometheus', () => {
  let rules: Rule[];
  let board: string;

  beforeAll(async () => {
    const { groups } = parse(await read('prometheus/switchboard.rules.yml')) as { groups: { rules: Rule[] }[] };
    rules = groups.flatMap((group) => group.rules);
    board = await read('grafana/switchboard.json');
  });

  it('tell with each alert how bad it is and what is wrong, each alert once', () => {
    const alerts = rules.filter(({ alert }) => alert !== undefined);
    expect(alerts.length).toBeGreaterThan(10);
    for (const { labels, annotations } of alerts) {
      expect(['warning', 'critical']).toContain(labels?.severity);
      expect(annotations?.summary).toEqual(expect.stringMatching(/\w/));
    }
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  });

  it('record all that alerts and the board of Grafana are made of, and nothing else', () => {
    const recorded = rules.flatMap(({ record }) => record ?? []);
    const made = /\b(?:door|service):[a-z0-9_]+:[a-z0-9_]+/g;
    const texts = [board, ...rules.filter(({ alert }) => alert !== undefined).map(({ expr }) => expr)];
    const used = new Set(texts.flatMap((text) => text.match(made) ?? []));
    expect([...used].toSorted()).toEqual(recorded.toSorted());
  });

  it('have balanced brackets', () => {
    for (const { expr } of rules)
      for (const [open, close] of ['()', '{}', '[]']) expect(expr.split(open!).length).toBe(expr.split(close!).length);
  });

  it('are found by Prometheus, and the board by Grafana, as compose starts them', async () => {
    const { rule_files: files } = parse(await read('prometheus/prometheus.yml')) as { rule_files: string[] };
    expect(files).toEqual(['/etc/prometheus/*.rules.yml']);
    const { services } = parse(await read('compose/compose.yaml')) as {
      services: Record<string, { volumes: string[] }>;
    };
    expect(services['prometheus']!.volumes).toContain('../prometheus:/etc/prometheus:ro');
    for (const file of services['grafana']!.volumes.map((volume) => volume.split(':')[0]!))
      expect((await read(`compose/${file}`)).length).toBeGreaterThan(0);
  });
});
