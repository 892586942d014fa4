import { readdir } from 'node:fs/promises';
import type { Setting, SettingFamily } from '#libs/contracts/settings/setting';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { differences, judge } from './judge.js';
import { declaredAs, declaredByName, FAMILIES, isNobodys, SETTINGS, type Declared } from './setting-catalogue.js';
import { standingOf } from './standing.js';

const limits: Declared = {
  ...{ name: 'x.limits', key: 'x/limits', description: 'for this spec' },
  schema: z.strictObject({
    perSecond: z.int().positive().default(5),
    rules: z.array(z.object({ name: z.string() })).default([]),
  }),
  byDefault: { perSecond: 5, rules: [] },
};

const isDeclaration = (each: unknown): each is Setting | SettingFamily =>
  typeof each === 'object' && each !== null && 'description' in each && ('key' in each || 'prefix' in each);

describe('the catalogue of settings', () => {
  it('has every setting that a contract declares', async () => {
    const folder = new URL('../../../../libs/contracts/settings/', import.meta.url);
    const files = (await readdir(folder)).filter((file) => file.endsWith('.ts'));
    const modules = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
    const declarations = modules.flatMap((module) => Object.values(module as object).filter(isDeclaration));
    expect(declarations.length).toBeGreaterThan(8);
    for (const each of declarations) expect([...SETTINGS, ...FAMILIES]).toContain(each);
  });

  it.each(SETTINGS.map((setting) => [setting.key, setting] as const))(
    '%s has a default that its schema takes, and a JSON Schema',
    (key, setting) => {
      expect(setting.schema.parse(setting.byDefault)).toEqual(setting.byDefault);
      expect(z.toJSONSchema(setting.schema, { io: 'input' })).toMatchObject({ type: 'object' });
      expect(declaredByName(key.replaceAll('/', '.'))).toMatchObject({ key });
    },
  );

  it('knows members of a family, and what is nobody’s', () => {
    expect(declaredAs('gateway/views/ticket-detail')).toMatchObject({ name: 'gateway.views.ticket-detail' });
    expect(
      ['gateway/limit', 'tenants/acme', 'releases/a', 'masking/acme', 'gateway/views/a'].filter(isNobodys),
    ).toEqual(['gateway/limit']);
  });
});

describe('a value of a setting', () => {
  it('is read with its defaults', () => {
    expect(judge(limits, { perSecond: 7 })).toEqual({ reading: { perSecond: 7, rules: [] }, problems: [] });
  });

  it.each([
    ['a wrong number', { perSecond: 0 }, ['/perSecond']],
    ['what is deep in it', { rules: [{ name: 'a' }, { name: 1 }] }, ['/rules/1/name']],
    ['a key too many, escaped', { 'a/b~c': 1 }, ['/a~1b~0c']],
    ['no object at all', 7, ['']],
  ])('is refused by pointer: %s', (_, value, pointers) => {
    expect(judge(limits, value).problems.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('differs where it does, and nowhere from itself', () => {
    expect(differences({ a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, 3], d: 4 } })).toEqual(['/b/c/1', '/b/d']);
    expect(differences(null, { a: 1 })).toEqual(['']);
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(differences(one, one)).toEqual([]);
        expect(differences(one, other).length).toBe(differences(other, one).length);
      }),
      { seed: 20_261_130 },
    );
  });
});

describe('what holds of a setting', () => {
  it('is the default where nothing was set', () => {
    expect(standingOf(limits, undefined, undefined)).toEqual({
      ...{ source: 'default', inForce: limits.byDefault, drift: null },
    });
  });

  it('is what was set, however it is written down', () => {
    const set = { perSecond: 7, rules: [{ name: 'a' }] };
    expect(standingOf(limits, set, '{ "rules": [{"name":"a"}], "perSecond": 7 }')).toEqual({
      ...{ source: 'version', inForce: set, drift: null },
    });
  });

  it('is what somebody wrote past it, and that is seen', () => {
    expect(standingOf(limits, { perSecond: 7 }, '{"perSecond":9}')).toEqual({
      ...{ source: 'outside', inForce: { perSecond: 9, rules: [] }, drift: { found: { perSecond: 9 }, isValid: true } },
    });
    expect(standingOf(limits, { perSecond: 7 }, undefined)).toEqual({
      ...{ source: 'default', inForce: limits.byDefault, drift: { found: null, isValid: true } },
    });
  });

  it.each([
    ['is no JSON', 'five {', 'five {'],
    ['services refuse', '{"perSecond":-1}', { perSecond: -1 }],
  ])('stays what was set where somebody wrote what %s', (_, text, found) => {
    expect(standingOf(limits, { perSecond: 7 }, text)).toEqual({
      ...{ source: 'version', inForce: { perSecond: 7, rules: [] }, drift: { found, isValid: false } },
    });
  });
});
