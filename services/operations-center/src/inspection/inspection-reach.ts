import { ownedThings } from '#libs/web/owned-things.guard';
import { FindingNotFound } from './findings/findings.js';
import { SubjectNotFound } from './subjects/inspected-subjects.js';

/** What was said is of the agent who said it. */
export const inspectionReach = [
  ownedThings({
    routes: /^GET \/api\/v1\/inspection\/(?:subjects|machine-scores\/:kind)\/:(\w+)/,
    rows: { table: 'inspection_subject', within: { people: ['inspection_subject.agentId'] } },
    missing: (id) => new SubjectNotFound('It was never inspected.', { id }),
  }),
  ownedThings({
    routes: /^\w+ \/api\/v1\/inspection\/findings\/:(\w+)/,
    rows: { table: 'inspection_finding', within: { people: ['inspection_finding.agentId'] } },
    missing: (id) => new FindingNotFound('There is no such finding.', { id }),
  }),
];
