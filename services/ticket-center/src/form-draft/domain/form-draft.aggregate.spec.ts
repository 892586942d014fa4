import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FormDraft, type DraftPurpose } from './form-draft.aggregate.js';
import { DraftNotFound, DraftTooLarge, NoNewerForm } from './form-draft.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const LATER = new Date('2026-12-23T09:00:00Z');
const PURPOSE: DraftPurpose = {
  ...{ agentId: 'mia', subjectKind: 'contact', subjectId: 'c1', stage: 'open', ticketType: 'general', flow: '' },
};

function aDraft(answers: object = {}): FormDraft {
  const draft = FormDraft.open('d1', PURPOSE, { name: 'refund', version: 1 }, NOW);
  Object.assign(draft, { version: 1 });
  draft.save({ common: {}, answers: { ...answers }, tab: 'left' }, NOW, LATER);
  Object.assign(draft, { version: 2 });
  return draft;
}

describe('a draft', () => {
  it('keeps what is not mentioned, and forgets what is no longer given', () => {
    const draft = aDraft({ a: 1, b: 2 });
    draft.save({ common: {}, answers: { b: null, c: 3 }, tab: 'left' }, NOW, LATER);
    expect(draft.typed).toEqual({ a: 1, c: 3 });
  });

  it('says which fields changed since, when and in which window', () => {
    const draft = aDraft({ a: 1 });
    draft.save({ common: { subject: 'x' }, answers: { b: 2 }, tab: 'right' }, LATER, LATER);
    expect(draft.changedSince(2)).toEqual([
      { field: 'common.subject', message: 'changed by mia in window right at 2026-12-23T09:00:00.000Z' },
      { field: 'answers.b', message: 'changed by mia in window right at 2026-12-23T09:00:00.000Z' },
    ]);
    expect(draft.changedSince(3)).toEqual([]);
  });

  it('is nobody else’s', () => {
    expect(() => aDraft().requireOwner('lea')).toThrow(DraftNotFound);
    expect(() => aDraft().requireOwner('mia')).not.toThrow();
  });

  it('has an end to what it holds', () => {
    expect(() => aDraft({ a: 'x'.repeat(65_536) })).toThrow(DraftTooLarge);
  });

  it('lasts longer with each change, until what it is about has ended', () => {
    const draft = aDraft();
    expect(draft).toMatchObject({ endsAt: LATER });
    Object.assign(draft, { subjectEnded: true, endsAt: NOW });
    draft.save({ common: {}, answers: { a: 1 }, tab: 'left' }, NOW, LATER);
    expect(draft).toMatchObject({ endsAt: NOW });
  });

  it('goes on with another version only', () => {
    expect(() => aDraft().follow({ name: 'refund', version: 1 }, [])).toThrow(NoNewerForm);
  });

  it('loses nothing on the way through versions of its form', () => {
    const field = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.dictionary(field, fc.nat()), fc.array(fc.uniqueArray(field), { maxLength: 6 }), (typed, forms) => {
        const draft = aDraft(typed);
        for (const [at, fields] of forms.entries()) {
          draft.follow({ name: 'refund', version: at + 2 }, fields);
          for (const name of Object.keys(draft.typed)) expect(fields).toContain(name);
        }
        draft.follow({ name: 'refund', version: 99 }, ['a', 'b', 'c', 'd']);
        expect(draft.typed).toEqual({ ...typed });
      }),
      { seed: 20261123 },
    );
  });
});
