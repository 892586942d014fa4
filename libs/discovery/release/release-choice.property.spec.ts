import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ServiceInstance } from '../registry/service-registry.js';
import type { Audience } from './audience.js';
import { ReleaseChoice } from './release-choice.js';
import { ReleaseRule } from './release-rule.js';

const versions = fc.constantFrom('1', '2', '3');
const tenants = fc.constantFrom('acme', 'globex');

const instances = fc.array(versions, { maxLength: 6 }).map((all) =>
  all.map((version, n): ServiceInstance => ({
    id: `i${n}`,
    service: 'tickets',
    host: '127.0.0.1',
    port: 1_000 + n,
    metadata: { version, contextPath: '/api/v1', labels: { zone: n % 2 === 0 ? 'a' : 'b' } },
  })),
);
const targets = fc.oneof(
  versions.map((version) => ({ version })),
  fc.constantFrom('a', 'b').map((zone) => ({ labels: { zone } })),
);
const candidates = fc
  .record(
    {
      to: targets,
      tenants: tenants.map((tenant) => [tenant]),
      percent: fc.integer({ min: 1, max: 100 }),
      header: fc.record({ name: fc.constant('x-track'), value: fc.constantFrom('next', 'last') }),
    },
    { requiredKeys: ['to'] },
  )
  .filter(({ tenants: some, percent, header }) => [some, percent, header].some((each) => each !== undefined));
const rules = fc
  .record({ stable: fc.option(targets), candidates: fc.array(candidates, { maxLength: 3 }) })
  .map((rule) => ReleaseRule.parse(rule));
const audiences = fc.record({
  tenantId: fc.option(tenants, { nil: undefined }),
  subject: fc.option(fc.uuid(), { nil: undefined }),
  headers: fc.record({ 'x-track': fc.constantFrom('next', 'last', 'other') }),
});

const property = (check: (rule: ReleaseRule, all: readonly ServiceInstance[], who: Audience) => void) =>
  fc.assert(fc.property(rules, instances, audiences, check), { seed: 42, numRuns: 2_000 });

describe('whom a release gives to somebody', () => {
  it('is somebody as long as anybody is there, and never anybody else', () => {
    property((rule, all, who) => {
      const given = new ReleaseChoice('tickets', rule, all).instancesFor(who);
      expect(given.length > 0).toBe(all.length > 0);
      for (const each of given) expect(all).toContain(each);
    });
  });

  it('is always the same for the same', () => {
    property((rule, all, who) => {
      const choice = () => new ReleaseChoice('tickets', rule, all).instancesFor({ ...who });
      expect(choice()).toEqual(choice());
    });
  });

  it('is what the rule means, unless that is missing, which shows', () => {
    property((rule, all, who) => {
      const choice = new ReleaseChoice('tickets', rule, all);
      const target = choice.targetFor(who);
      if (target?.version === undefined || choice.missing.includes(target.version)) return;
      for (const { metadata } of choice.instancesFor(who)) expect(metadata.version).toBe(target.version);
    });
  });

  it('is no candidate for who brings none of its conditions, while there is something else', () => {
    property((rule, all) => {
      const choice = new ReleaseChoice('tickets', { ...rule, stable: null }, all);
      const meant = rule.candidates.flatMap(({ to }) => (to.version === undefined ? [] : [to.version]));
      const zones = rule.candidates.flatMap(({ to }) => (to.labels === undefined ? [] : [to.labels.zone]));
      const isMeant = ({ metadata }: ServiceInstance) =>
        meant.includes(metadata.version) || zones.includes(metadata.labels!.zone);
      if (all.every(isMeant)) return;
      expect(choice.instancesFor({}).some(isMeant)).toBe(false);
    });
  });

  it('stays with whoever has it while the share grows', () => {
    const share = (percent: number): ReleaseRule => ({
      stable: { version: '1' },
      candidates: [{ to: { version: '2' }, percent }],
    });
    const growing = fc.tuple(fc.uuid(), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(growing, ([subject, percent, more]) => {
        const who = { tenantId: 'acme', subject };
        const larger = Math.min(100, percent + more);
        const has = (each: number) => new ReleaseChoice('tickets', share(each), []).kindFor(who) === '2';
        expect(!has(percent) || has(larger)).toBe(true);
      }),
      { seed: 42 },
    );
  });
});
