import type { OutcomeCount, OutcomeFigures } from '../../outcomes/outcomes.api.js';
import type { FigureDefinition } from '../figure/figure-definition.js';

interface Said {
  readonly key: string;
  readonly formula: string;
  readonly includes: string;
  readonly excludes: string;
  readonly counts: readonly OutcomeCount[];
}

const rest = {
  variant: null,
  source: 'outcomes',
  permission: 'figure:read',
  windows: ['day'],
  scopes: ['tenant', 'agent', 'team', 'channel', 'site'],
} as const;

function share(said: Said, of: (figures: OutcomeFigures) => number | null): FigureDefinition {
  return { ...said, ...rest, unit: 'percent', reading: { from: 'outcomes', of } };
}

function average(said: Said, of: (figures: OutcomeFigures) => number | null): FigureDefinition {
  const seconds = (figures: OutcomeFigures) => {
    const ms = of(figures);
    return ms === null ? null : ms / 1_000;
  };
  return { ...said, ...rest, unit: 'seconds', reading: { from: 'outcomes', of: seconds } };
}

/** What came of contacts and tickets that began today; docs/outcomes.md. */
export const OUTCOME_DEFINITIONS: readonly FigureDefinition[] = [
  average(
    {
      ...{ key: 'first-response-time', counts: ['replied'] },
      formula: 'time from when people had it before them until one of them replied / replied',
      includes: 'conversations from their queue for people, tickets from their opening',
      excludes: 'replies of bots and automatic ones; calls, of which the speed of answer tells',
    },
    ({ firstResponseMs }) => firstResponseMs,
  ),
  average(
    {
      ...{ key: 'resolution-time', counts: ['resolved'] },
      formula: 'time from the opening of tickets until they were solved / resolved',
      includes: 'tickets that are solved; after a reopening, when they were solved the last time',
      excludes: 'tickets that were reopened and are not solved again',
    },
    ({ resolutionMs }) => resolutionMs,
  ),
  average(
    {
      ...{ key: 'session-duration', counts: ['sessions'] },
      formula: 'time from the opening of conversations until they were closed / sessions',
      includes: 'the part of bots, and waiting',
      excludes: 'conversations that go on',
    },
    ({ sessionMs }) => sessionMs,
  ),
  share(
    {
      ...{ key: 'resolution-rate', formula: 'resolved / tickets', counts: ['resolved', 'tickets'] },
      ...{ includes: 'every ticket that was opened', excludes: 'those that were merged into others' },
    },
    ({ resolutionRate }) => resolutionRate,
  ),
  share(
    {
      ...{ key: 'first-contact-resolution', counts: ['firstContacts', 'cameAgain', 'undecided'] },
      formula: '(first contacts − came again) / first contacts',
      includes: 'what a person had and is over, so far: the customer may still come again',
      excludes: 'contacts we began, and those of nobody we know',
    },
    ({ firstContactResolution }) => firstContactResolution,
  ),
  share(
    {
      ...{ key: 'deflection', formula: 'deflected / opened', counts: ['deflected', 'opened'] },
      ...{ includes: 'every contact that customers began', excludes: 'what waited for a person, or had one' },
    },
    ({ deflection }) => deflection,
  ),
  share(
    {
      ...{ key: 'satisfaction', formula: 'rated with the highest mark / rated', counts: ['satisfied', 'rated'] },
      ...{ includes: 'marks of conversations, and of tickets at their return visit', excludes: 'who gave no mark' },
    },
    ({ satisfaction }) => satisfaction,
  ),
];
