import { describe, expect, it } from '@jest/globals';
import type { FormContent } from './form-content.js';
import { FormDefinition } from './form-definition.aggregate.js';
import {
  FormDraftChanged,
  FormKindFixed,
  FormNotFound,
  FormRolloutUnderWay,
  FormVersionNotEarlier,
  NoFormDraft,
} from './form.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const CONTENT: FormContent = { jsonSchema: {}, uiSchema: {}, computed: {}, lookups: {}, indexed: [] };
const TO_ALL = { percent: null, shareOf: 'tickets' } as const;
const TO_SOME = { percent: 10, shareOf: 'agents' } as const;

function published(versions: number): FormDefinition {
  const form = FormDefinition.of('refund', 'form');
  for (let number = 1; number <= versions; number++) form.publish('form', TO_ALL, 'mia', NOW);
  Object.assign(form, { version: versions });
  form.takeEvents();
  return form;
}

describe('a form', () => {
  it('goes to everybody in its first version, whatever share was meant', () => {
    const form = published(0);
    expect(form.publish('form', TO_SOME, 'mia', NOW)).toBe(1);
    expect(form).toMatchObject({ latest: 1, stable: 1, candidate: null });
  });

  it('is tried with a share of the agents, one candidate at a time', () => {
    const form = published(1);
    expect(form.publish('form', TO_SOME, 'mia', NOW)).toBe(2);
    expect(form).toMatchObject({ stable: 1, shareOf: 'agents', candidate: { version: 2, percent: 10 } });
    expect(() => form.publish('form', TO_ALL, 'mia', NOW)).toThrow(FormRolloutUnderWay);
  });

  it('goes back to an earlier version, and the candidate with it', () => {
    const form = published(2);
    form.publish('form', TO_SOME, 'mia', NOW);
    form.takeEvents();
    form.rollBack(1, 'too long', 'mia', NOW);
    expect(form).toMatchObject({ latest: 3, stable: 1, candidate: null });
    expect(form.takeEvents()).toMatchObject([{ type: 'form-rolled-back', from: 2, to: 1, withdrawn: 3 }]);
    expect(() => form.rollBack(1, 'again', 'mia', NOW)).toThrow(FormVersionNotEarlier);
    expect(() => form.rollBack(9, 'never was', 'mia', NOW)).toThrow(FormNotFound);
  });

  it('stays a form', () => {
    expect(() => published(1).publish('block', TO_ALL, 'mia', NOW)).toThrow(FormKindFixed);
    expect(() => published(1).saveDraft('block', CONTENT, [], 'mia', NOW)).toThrow(FormKindFixed);
  });
});

describe('the draft of a form', () => {
  it('is published once, as it was checked', () => {
    const form = published(1);
    expect(() => form.drafted).toThrow(NoFormDraft);
    form.saveDraft('form', CONTENT, [], 'mia', NOW);
    expect(() => form.publishDraft(0, TO_ALL, 'mia', NOW)).toThrow(FormDraftChanged);
    expect(form.publishDraft(1, TO_ALL, 'mia', NOW)).toBe(2);
    expect(() => form.drafted).toThrow(NoFormDraft);
  });

  it('stays when something else is published', () => {
    const form = published(1);
    form.saveDraft('form', CONTENT, [], 'mia', NOW);
    form.publish('form', TO_ALL, 'lea', NOW);
    expect(form.drafted).toEqual(CONTENT);
  });
});
