import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isCourse } from './course.js';

const AT = { element: 4, node: 'ask', run: 1 };

describe('the body of a record', () => {
  it.each<[string, object]>([
    ['a node was left', AT],
    ['a node was entered by a flow', { ...AT, parent: 1, flows: ['f1'], cause: 'flow' }],
    ['a flow was taken', { flow: 'f1', parent: 1, element: 4, run: 1 }],
    ['a person was asked, and given nothing', { wait: { ...AT, id: 7, kind: 'task', input: {} } }],
    ['a timer was set', { wait: { ...AT, id: 7, kind: 'timer', due: '2026-11-23T09:00:00.000Z' } }],
    ['a timer fired', { ...AT, wait: 7, kind: 'timer', result: null }],
    [
      'an instance was migrated',
      { from: { id: 'p', version: 1 }, to: { id: 'p', version: 2 }, nodes: { a: 'b' }, flows: {} },
    ],
  ])('is in the clear where it says that %s', (_what, body) => {
    expect(isCourse(body)).toBe(true);
  });

  it.each<[string, object]>([
    ['variables were written', { element: 1, variables: { phone: '1' } }],
    ['a scope began with variables', { ...AT, flows: [], cause: 'start', variables: { phone: '1' } }],
    ['a person was given something', { wait: { ...AT, id: 7, kind: 'task', input: { phone: '1' } } }],
    ['a message is waited for by a key', { wait: { ...AT, id: 7, kind: 'message', name: 'paid', key: '138' } }],
    ['somebody answered', { ...AT, wait: 7, kind: 'task', result: 'yes' }],
    ['a condition held', { ...AT, flow: 'yes', text: 'a = b', operands: { a: 1 }, result: true }],
    ['something stands still', { incident: { ...AT, id: 8, code: 'CALL_FAILED', message: '138', work: [] } }],
    ['an operator said why', { action: 'cancel', operator: 'mia', reason: 'rang from 138' }],
  ])('is sealed where it says that %s', (_what, body) => {
    expect(isCourse(body)).toBe(false);
  });

  it('is sealed with whatever is not known of it', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    const known = fc.constantFrom(AT, { ...AT, wait: { ...AT } });
    fc.assert(fc.property(known, value, (body, unknown) => !isCourse({ ...body, wait: { unknown } })));
  });
});
