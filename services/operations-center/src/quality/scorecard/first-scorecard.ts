import type { ScorecardContent } from './scorecard.schema.js';

const measured = {
  kind: 'measured',
  fatal: null,
  critical: false,
  naAllowed: true,
  when: null,
  comment: 'optional',
} as const;
const group = { naAllowed: false, when: null };

/** What a new tenant's tickets are judged by (capabilities S3.23). */
export const FIRST_SCORECARD: ScorecardContent = {
  name: 'Closed tickets',
  channels: ['ticket'],
  automatic: true,
  form: {
    mode: 'groups',
    passMark: 60,
    groups: [
      {
        ...{ key: 'timeliness', name: 'Timeliness', weight: 60, ...group },
        items: [
          {
            ...{ key: 'handling_timeliness', text: 'Solved in time', ...measured },
            ...{ measure: 'handling-timeliness', target: 'P1D', points: 1 },
          },
          {
            ...{ key: 'reply_timeliness', text: 'Answered in time', ...measured },
            ...{ measure: 'reply-timeliness', target: 'PT30M', points: 1 },
          },
        ],
      },
      {
        ...{ key: 'content', name: 'Content', weight: 40, ...group },
        items: [
          {
            ...{ key: 'content_completeness', text: 'Filled in', ...measured },
            ...{ measure: 'content-completeness', target: null, points: 4 },
          },
        ],
      },
    ],
  },
};
