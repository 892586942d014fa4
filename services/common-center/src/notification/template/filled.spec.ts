import { describe, expect, it } from '@jest/globals';
import { KINDS } from '../kind/kinds.js';
import { LOCALES } from '../preference/preference.schema.js';
import { BUILT_IN_TEMPLATES } from './built-in-templates.js';
import { filled, filledJson } from './filled.js';

describe('a template', () => {
  it('gets what is known by the names in it, and leaves out what is not', () => {
    expect(filled('{reference}: {times} times{gone}', { reference: 'T-1', times: 2 })).toBe('T-1: 2 times');
  });

  it('is filled in once, and knows nothing but what it is given', () => {
    expect(filled('{a}{b}', { a: '{b}', b: 'x' })).toBe('{b}x');
    expect(filled('{constructor}{toString}', {})).toBe('');
  });

  it('of JSON stays JSON, whatever is put in', () => {
    const template = { msgtype: 'text', text: { content: '{text}' }, to: ['{text}', 1, null] };
    const evil = '"}, "msgtype": "{other}"';
    expect(JSON.parse(JSON.stringify(filledJson(template, { text: evil, other: 'x' })))).toEqual({
      msgtype: 'text',
      text: { content: evil },
      to: [evil, 1, null],
    });
  });
});

describe('the templates of the house', () => {
  it.each(KINDS.map(({ kind }) => kind))('say %s in every language', (kind) => {
    for (const locale of LOCALES) {
      expect(BUILT_IN_TEMPLATES[kind]?.[locale].subject).toMatch(/\S/);
      expect(BUILT_IN_TEMPLATES[kind]?.[locale].text).toMatch(/\S/);
    }
  });
});
