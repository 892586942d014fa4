import { describe, expect, it } from '@jest/globals';
import { DraftChanged, DraftHasErrors, DraftPublished } from './process-definition.errors.js';
import { ProcessDraft } from './process-draft.aggregate.js';
import type { DraftProblem, Findings } from './process-source.js';

const SOURCE = { bpmn: '<bpmn/>', decisions: [] };
const FINE: Findings = { processes: [{ id: 'parcel', name: 'Parcel lost' }], problems: [] };
const problem = (severity: DraftProblem['severity']): DraftProblem => ({
  code: 'unreachable',
  element: 'visit',
  message: 'Nothing leads to "Visit".',
  severity,
});
const found = (...problems: DraftProblem[]): Findings => ({ ...FINE, problems });

/** As the store gives it back. */
function aDraft(findings: Findings): ProcessDraft {
  return Object.assign(ProcessDraft.of('d1', 'Parcel', SOURCE, findings, 'mia'), { version: 3 });
}

describe('a draft', () => {
  it('keeps what is wrong with it until it is replaced', () => {
    const draft = aDraft(found(problem('error')));
    expect(draft).toMatchObject({ status: 'open', problems: [{ element: 'visit' }], savedBy: 'mia' });
    draft.replace('Parcel 2', { ...SOURCE, decisions: ['<dmn/>'] }, FINE, 'li');
    expect(draft).toMatchObject({ name: 'Parcel 2', problems: [], savedBy: 'li', source: { decisions: ['<dmn/>'] } });
  });

  it('is published with warnings, and not with errors', () => {
    aDraft(FINE).publish(3, found(problem('warning')));
    expect(() => aDraft(FINE).publish(3, found(problem('warning'), problem('error')))).toThrow(DraftHasErrors);
  });

  it('says how many errors there are and what the first is', () => {
    expect(() => aDraft(FINE).publish(3, found(problem('error'), problem('error')))).toThrow(
      'The draft has 2 error(s). The first: Nothing leads to "Visit".',
    );
  });

  it('is not published when something else than it was checked', () => {
    expect(() => aDraft(FINE).publish(2, FINE)).toThrow(DraftChanged);
  });

  it('is published once, and stays as it was then', () => {
    const draft = aDraft(FINE);
    draft.publish(3, FINE);
    expect(() => draft.publish(3, FINE)).toThrow(DraftPublished);
    expect(() => draft.replace('Parcel 2', SOURCE, FINE, 'li')).toThrow(DraftPublished);
    expect(draft).toMatchObject({ name: 'Parcel', status: 'published' });
  });
});
