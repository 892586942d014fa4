import { describe, expect, it } from '@jest/globals';
import { ValidationFailed } from '#libs/web/http/problem';
import { readSeedForms } from '../seed-forms.js';
import { fieldsOf, FormSchemaRefused, judgeBy } from './form-judge.js';
import { AnswerTooHard } from './in-time.js';

const FORM = {
  type: 'object',
  properties: {
    reached: { type: 'boolean' },
    at: { type: 'string', format: 'date-time' },
    mark: { type: 'integer', minimum: 1, maximum: 5 },
  },
  additionalProperties: false,
  required: ['reached'],
  if: { properties: { reached: { const: true } } },
  then: { required: ['mark'] },
};

function offences(answer: unknown, schema: Record<string, unknown> = FORM): Record<string, string> {
  try {
    judgeBy(schema)(answer, 'result');
  } catch (error) {
    if (error instanceof ValidationFailed)
      return Object.fromEntries(error.errors.map(({ field, message }) => [field, message]));
    throw error;
  }
  return {};
}

function form(properties: object, more: object = {}) {
  return { type: 'object', properties, additionalProperties: false, ...more };
}

describe('an answer', () => {
  it('is right when it has what the form asks', () => {
    expect(offences({ reached: true, mark: 4, at: '2026-11-23T09:00:00Z' })).toEqual({});
    expect(offences({ reached: false })).toEqual({});
  });

  it('is told all that is wrong with it, by field', () => {
    expect(offences({ reached: true, mark: 9, at: 'noon' })).toEqual({
      'result.mark': 'must be at most 5',
      'result.at': 'must be a date and time such as 2026-11-23T09:30:00Z',
    });
    expect(Object.keys(offences({ reached: true }))).toEqual(['result.mark']);
    expect(Object.keys(offences('yes'))).toEqual(['result']);
  });

  it('may set no variable the form does not name', () => {
    expect(Object.keys(offences({ reached: false, approved: true }))).toEqual(['result.approved']);
  });

  it('has a field only if it has it itself', () => {
    const named = form({ constructor: { type: 'string' } }, { required: ['constructor'] });
    expect(Object.keys(offences({}, named))).toEqual(['result.constructor']);
  });

  it('cannot keep a pattern busy for ever', () => {
    const trap = judgeBy(form({ code: { type: 'string', pattern: '^(a+)+$' } }));
    const begun = performance.now();
    expect(() => trap({ code: `${'a'.repeat(60)}!` }, 'result')).toThrow(AnswerTooHard);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(() => trap({ code: 'aaa' }, 'result')).not.toThrow();
  });

  it('cannot go deeper than there is stack', () => {
    const nested = form({ child: { $ref: '#' } });
    let answer: object = {};
    for (let depth = 0; depth < 100_000; depth++) answer = { child: answer };
    expect(() => judgeBy(nested)(answer, 'result')).toThrow(AnswerTooHard);
  });
});

describe('what is wrong', () => {
  const errorsOf = (answer: object, schema: Record<string, unknown>) => {
    try {
      judgeBy(schema)(answer, 'answers');
    } catch (error) {
      return (error as ValidationFailed).errors;
    }
    return [];
  };

  it('is told with a pointer into the request, and in the words of the form', () => {
    const schema = form(
      {
        'a/b': { type: 'integer', title: 'Pieces', maximum: 3 },
        goods: { type: 'array', items: form({ code: { type: 'string', title: 'Code' } }, { required: ['code'] }) },
        plate: { type: 'string', title: 'Plate', pattern: '^[A-Z]+$', description: 'capital letters' },
      },
      { required: ['phone'], dependentRequired: { plate: ['colour'] } },
    );
    expect(errorsOf({ 'a/b': 9, goods: [{ code: 'x' }, {}], plate: 'abc', more: 1 }, schema)).toEqual(
      expect.arrayContaining([
        { field: 'answers.a/b', pointer: '/answers/a~1b', message: 'Pieces must be at most 3' },
        { field: 'answers.goods.1.code', pointer: '/answers/goods/1/code', message: 'Code is missing' },
        {
          field: 'answers.plate',
          pointer: '/answers/plate',
          message: 'Plate must be written as asked: capital letters',
        },
        { field: 'answers.phone', pointer: '/answers/phone', message: 'is missing' },
        { field: 'answers.colour', pointer: '/answers/colour', message: 'is missing' },
        { field: 'answers.more', pointer: '/answers/more', message: 'is not a field of the form' },
      ]),
    );
  });

  it('never repeats what was typed', () => {
    const schema = form({ phone: { type: 'string', enum: ['none'], maxLength: 3, pattern: '^n', format: 'email' } });
    expect(JSON.stringify(errorsOf({ phone: '13800138000' }, schema))).not.toContain('138');
  });

  it('tells of a field that may not be given as things stand', () => {
    const schema = form(
      { reached: { type: 'boolean' }, mark: { type: 'integer' } },
      { if: { properties: { reached: { const: false } } }, then: { properties: { mark: false } } },
    );
    expect(errorsOf({ reached: false, mark: 3 }, schema)).toEqual([
      { field: 'answers.mark', pointer: '/answers/mark', message: 'may not be given here' },
    ]);
  });
});

describe('a form', () => {
  it.each([
    ['is open to anything', { type: 'object', properties: {} }],
    ['is no object', { type: 'string', additionalProperties: false }],
    ['misspells a word', form({ a: { type: 'string', maxlength: 3 } })],
    ['has no schema of that type', form({ a: { type: 'text' } })],
    ['has a pattern that is none', form({ a: { type: 'string', pattern: '(' } })],
    ['refers to elsewhere', form({ a: { $ref: 'https://example.com/a.json' } })],
    ['is of another draft', form({}, { $schema: 'http://json-schema.org/draft-04/schema#' })],
    ['answers later', form({}, { $async: true })],
    ['is too long', form({ a: { type: 'string', description: 'x'.repeat(70_000) } })],
  ])('that %s is refused', (_what, schema) => {
    expect(() => judgeBy(schema)).toThrow(FormSchemaRefused);
  });

  it('may have the id another has, and cannot refer to the other', () => {
    const $id = 'https://example.com/a';
    const schema = form({ a: { $ref: $id } }, { $defs: { a: { $id, type: 'string' } } });
    expect(() => judgeBy(schema)).not.toThrow();
    expect(offences({ a: 1 }, structuredClone(schema))).toEqual({ 'result.a': 'must be of type string' });
    expect(() => judgeBy(form({ a: { $ref: $id } }))).toThrow(FormSchemaRefused);
  });

  it('sets the variables it names', () => {
    expect(fieldsOf(FORM)).toEqual(['reached', 'at', 'mark']);
    expect(fieldsOf({ type: 'object' })).toEqual([]);
  });
});

describe('the forms of the house', () => {
  it('can all be used', async () => {
    const forms = await readSeedForms();
    expect(forms.length).toBeGreaterThan(20);
    const alone = forms.filter(({ content }) => !JSON.stringify(content).includes('"block:'));
    for (const { content } of alone) expect(() => judgeBy(content.jsonSchema)).not.toThrow();
  });

  it.each([
    ['identify-order', { identified: true }, ['result.orderId']],
    ['identify-order', { identified: false }, []],
    ['choose-items', { chosen: true, newItemIds: [] }, ['result.newItemIds']],
    ['approval-decision', { decision: 'delegate' }, ['result.delegateTo']],
    ['approval-decision', { decision: 'approve' }, []],
    ['return-visit', { reached: true }, ['result.satisfied']],
    ['report-judged', { accepted: false }, ['result.deadline']],
    ['supervisor-named', { supervisor: 'lea', deadline: 'tomorrow' }, ['result.deadline']],
  ])('ask in %s for what the process needs after %j', async (name, answer, fields) => {
    const found = (await readSeedForms()).find((each) => each.name === name)!;
    expect(Object.keys(offences(answer, found.content.jsonSchema))).toEqual(fields);
  });
});
