import { describe, expect, it } from '@jest/globals';
import { uiProblems } from './ui-schema.js';

const SCHEMA = {
  type: 'object',
  properties: {
    reached: { type: 'boolean' },
    mark: { type: 'integer' },
    to: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
  required: ['reached'],
};
const control = (scope: string, more: object = {}) => ({ type: 'Control', scope: `#/properties/${scope}`, ...more });
const vertical = (...elements: unknown[]) => ({ type: 'VerticalLayout', elements });
const whenReached = (effect: string) => ({
  rule: { effect, condition: { scope: '#/properties/reached', schema: { const: true } } },
});
const pointers = (uiSchema: Record<string, unknown>) => uiProblems(uiSchema, SCHEMA).map(({ pointer }) => pointer);

describe('a UI schema', () => {
  it('may be left out', () => {
    expect(pointers({})).toEqual([]);
  });

  it('has the elements of JSON Forms, and what is shown only then', () => {
    const steps = {
      type: 'Categorization',
      elements: [{ type: 'Category', label: 'One', elements: [control('to/properties/city')] }],
    };
    const group = { type: 'Group', label: 'Mark', elements: [control('mark', whenReached('SHOW'))] };
    expect(pointers(vertical(control('reached'), { type: 'Label', text: 'Hello' }, group, steps))).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['an element that is none', vertical({ type: 'Slider' }), ['/uiSchema/elements/0/type']],
    ['an element that is no object', vertical('x', null), ['/uiSchema/elements/0', '/uiSchema/elements/1']],
    ['another standard', { comment: { widget: 'textarea' } }, ['/uiSchema/type']],
    ['a scope that leads nowhere', vertical(control('nothing')), ['/uiSchema/elements/0/scope']],
    [
      'a scope that is inherited',
      vertical({ type: 'Control', scope: '#/constructor' }),
      ['/uiSchema/elements/0/scope'],
    ],
    ['a layout without elements', { type: 'Group' }, ['/uiSchema']],
    [
      'something else among categories',
      { type: 'Categorization', elements: [control('mark')] },
      ['/uiSchema/elements/0'],
    ],
    ['an effect that is none', vertical(control('mark', whenReached('BLINK'))), ['/uiSchema/elements/0/rule/effect']],
    [
      'a condition on nothing',
      vertical(
        control('mark', { rule: { effect: 'SHOW', condition: { type: 'AND', conditions: [{ scope: '#/x' }] } } }),
      ),
      ['/uiSchema/elements/0/rule/condition/conditions/0', '/uiSchema/elements/0/rule/condition/conditions/0/scope'],
    ],
    [
      'a required field that can be hidden',
      vertical(control('reached', whenReached('HIDE'))),
      ['/uiSchema/elements/0/scope'],
    ],
    [
      'one in a part that can be hidden',
      vertical({ ...vertical(control('to/properties/city')), ...whenReached('SHOW') }),
      ['/uiSchema/elements/0/elements/0/scope'],
    ],
  ])('is told of %s', (_what, uiSchema, expected) => {
    expect(pointers(uiSchema)).toEqual(expected);
  });
});
