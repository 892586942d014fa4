import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fieldSchemas } from '../delivery/field-schema.js';
import { houseViews } from './house-views.js';
import { stepsOf, valueAt } from './json-pointer.js';
import type { Operations, ServedOperation } from './operations.js';
import { Projection } from './projection.js';
import { viewOf } from './view.js';
import { ViewDefinition } from '#libs/contracts/settings/gateway-views';
import { flawsOf } from './view-graph.js';

const part = (more: object = {}) => ({ operation: 'GET /api/v1/things', priority: 'fast', timeoutMs: 100, ...more });
const view = (parts: Record<string, object>, more: object = {}) => ({
  name: 'thing',
  title: 'A thing',
  path: '/api/v1/views/thing/{id}',
  permission: 'thing:read',
  inputs: { id: { format: 'uuid' } },
  parts,
  ...more,
});
const flaws = (parts: Record<string, object>, more: object = {}) => flawsOf(ViewDefinition.parse(view(parts, more)));
const needs = (from: string, at = '/id') => ({ parameters: { x: { from, at } } });

describe('a pointer', () => {
  const document = { a: { 'b/c': [1, { d: null }] }, '~': 2 };

  it.each([
    ['', document],
    ['/a/b~1c/0', 1],
    ['/a/b~1c/1/d', null],
    ['/~0', 2],
    ['/a/nothing/there', undefined],
    ['/toString', undefined],
  ])('%s', (pointer, value) => {
    expect(valueAt(document, stepsOf(pointer))).toEqual(value);
  });
});

describe('a projection', () => {
  const document = { id: 1, secret: 2, owner: { name: 'mia', mark: 3 }, items: [{ id: 4, secret: 5 }, { secret: 6 }] };
  const of = (...fields: string[]) => new Projection(fields.map(stepsOf)).of(document);

  it('lets out only what is named, at every depth', () => {
    expect(of('/id', '/owner/name', '/items/*/id')).toEqual({ id: 1, owner: { name: 'mia' }, items: [{ id: 4 }, {}] });
  });

  it('lets out all below a name, also when a part of it is named besides', () => {
    expect(of('/owner', '/owner/name')).toEqual({ owner: { name: 'mia', mark: 3 } });
  });

  it('lets out nothing of a list whose items are not named', () => {
    expect(of('/items/id')).toEqual({ items: [] });
  });

  it('is not fooled by names that every object has', () => {
    expect(new Projection([stepsOf('/id')]).of(JSON.parse('{"id":1,"constructor":2,"__proto__":3}'))).toEqual({
      id: 1,
    });
  });

  it('without fields lets everything out', () => {
    expect(new Projection(undefined).of(document)).toEqual(document);
  });
});

describe('a definition', () => {
  it('whose parts can wait for each other is without flaw', () => {
    const parts = { a: part(needs('inputs')), b: part({ ...needs('a'), priority: 1 }), c: part(needs('a')) };
    expect(flaws(parts, { required: 'a' })).toEqual([]);
  });

  it.each([
    ['waits for itself', { a: part(needs('b')), b: part(needs('a')) }, ['a waits for itself', 'b waits for itself']],
    [
      'waits in a circle of three',
      { a: part(needs('c')), b: part(needs('a')), c: part(needs('b')) },
      ['a waits for itself', 'b waits for itself', 'c waits for itself'],
    ],
    [
      'waits for what comes later',
      { a: part(needs('b')), b: part({ priority: 2 }) },
      ['a waits for b, which comes later'],
    ],
    ['refers to no part', { a: part(needs('x')) }, ['a refers to x /id, which there is not']],
    ['refers to no input', { a: part(needs('inputs', '/no')) }, ['a refers to inputs /no, which there is not']],
    ['leaves a path open', { a: part({ operation: 'GET /api/v1/things/{id}' }) }, ['a does not say what id is']],
    [
      'is told by what it does not wait for',
      { a: part(), b: part({ changedBy: [{ from: 'a', at: '/id' }] }) },
      ['b is changed by what a names, but does not wait for it'],
    ],
  ])('that %s says so', (_, parts, said) => {
    expect(flaws(parts)).toEqual(said);
  });

  it('needs its required part among the fast ones, and its path among the inputs', () => {
    const said = flaws({ a: part({ priority: 1 }) }, { required: 'a', path: '/api/v1/views/thing/{key}' });
    expect(said).toEqual(['the path names key, which is no input', 'required: a is no fast part']);
  });

  it.each([
    ['an outside part that is fast', part({ outside: true })],
    ['a POST without a body', part({ operation: 'POST /api/v1/things' })],
    ['a GET with a body', part({ body: {} })],
    ['another method', part({ operation: 'DELETE /api/v1/things' })],
    ['what is not offered to the outside', part({ operation: 'GET /internal/things' })],
    [
      'a part believed for long though events tell of it',
      part({ freshMs: 61_000, changedBy: [{ from: 'inputs', at: '/id' }] }),
    ],
    ['a fourth push', part({ priority: 4 })],
    ['a field nobody knows', part({ kept: true })],
  ])('is refused with %s', (_, wrong) => {
    expect(ViewDefinition.safeParse(view({ a: part() })).success).toBe(true);
    expect(ViewDefinition.safeParse(view({ a: wrong })).success).toBe(false);
  });

  it('counts as one and one for each part unless it says otherwise', () => {
    const parts = { a: part(), b: part() };
    expect(viewOf(ViewDefinition.parse(view(parts))).weight).toBe(3);
    expect(viewOf(ViewDefinition.parse(view(parts, { weight: 7 }))).weight).toBe(7);
  });
});

describe('the views of the house', () => {
  const served = described();

  it('are there', () => {
    expect(houseViews().map(({ name }) => name)).toEqual(['customer-360', 'ticket-detail']);
  });

  it.each(houseViews().map((each) => [each.name, each] as const))('%s asks only for what services offer', (_, each) => {
    const missing = Object.values(each.parts).filter(({ operation }) => served.find(operation) === undefined);
    expect(missing.map(({ operation }) => operation)).toEqual([]);
  });

  it.each(houseViews().map((each) => [each.name, each] as const))('%s shows only fields that there are', (_, each) => {
    const chosen = (name: string) => each.parts[name]!.fields !== undefined;
    const unknown = Object.entries(fieldSchemas(viewOf(each), served)).flatMap(([name, fields]) =>
      fields.filter(({ type }) => chosen(name) && type === undefined).map(({ at }) => `${name} ${at}`),
    );
    expect(unknown).toEqual([]);
  });

  it('need no more than one call for more than twenty parts, six of them for the first screen', () => {
    const parts = Object.values(houseViews().find(({ name }) => name === 'ticket-detail')!.parts);
    expect(parts.length).toBeGreaterThan(20);
    expect(parts.filter(({ priority }) => priority === 'fast')).toHaveLength(6);
  });
});

/** What the services say of themselves in docs/api. */
function described(): Operations {
  interface Document {
    paths?: Record<
      string,
      Record<string, { responses: Record<string, { content?: Record<string, { schema: unknown }> }> }>
    >;
    components: { schemas: Record<string, unknown> };
  }
  const folder = join(import.meta.dirname, '../../../../../docs/api');
  const documents = new Map(
    readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8')) as Document]),
  );
  const operation = ({ service, method, template }: ServedOperation) =>
    documents.get(service)?.paths?.[template]?.[method.toLowerCase()];
  return {
    revision: {},
    find: (named) => {
      const [method = '', template = ''] = named.split(' ');
      return Array.from(documents.keys(), (service) => ({ service, method, template, permission: undefined })).find(
        operation,
      );
    },
    answerOf: (served) => operation(served)?.responses['200']?.content?.['application/json']?.schema,
    schemas: (service) => documents.get(service)!.components.schemas,
  };
}
