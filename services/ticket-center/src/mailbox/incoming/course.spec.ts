import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AutomaticReason } from '../reading/automatic-mail.js';
import { courseOf, type Situation } from './course.js';

const REASONS: AutomaticReason[] = [
  'own-message',
  'own-loop',
  'auto-submitted',
  'bulk',
  'mailing-list',
  'null-sender',
  'mailer-daemon',
];
const situation: fc.Arbitrary<Situation> = fc.record({
  automatic: fc.option(fc.constantFrom(...REASONS)),
  thread: fc.option(fc.record({ ticketId: fc.constant('t'), isParticipant: fc.boolean(), hasEnded: fc.boolean() })),
  tooMany: fc.boolean(),
});

const forAll = (check: (given: Situation) => void) => fc.assert(fc.property(situation, check), { seed: 20261123 });
const none: Situation = { automatic: null, thread: null, tooMany: false };
const inThread = (over: object = {}): Situation => ({
  ...none,
  thread: { ticketId: 't', isParticipant: true, hasEnded: false, ...over },
});

describe('what becomes of a message', () => {
  it.each<[string, Situation, object]>([
    ['a request', none, { kind: 'open', followsUp: null }],
    ['an answer', inThread(), { kind: 'word', ticketId: 't' }],
    ['an answer to what has ended', inThread({ hasEnded: true }), { kind: 'open', followsUp: 't' }],
    [
      'an answer of somebody else',
      inThread({ isParticipant: false }),
      { kind: 'note', ticketId: 't', why: 'stranger' },
    ],
    [
      'an automatic answer',
      { ...inThread(), automatic: 'auto-submitted' },
      { kind: 'note', ticketId: 't', why: 'automatic' },
    ],
    ['our own, gone round', { ...inThread(), automatic: 'own-loop' }, { kind: 'ignore', reason: 'own-loop' }],
    ['one too many', { ...none, tooMany: true }, { kind: 'hold', reason: 'too-many' }],
  ])('%s', (_, given, course) => {
    expect(courseOf(given)).toEqual(course);
  });

  it('nothing automatic, and nobody outside of it, moves a ticket or makes one', () =>
    forAll((given) => {
      const { kind } = courseOf(given);
      const isStranger = given.thread?.isParticipant === false;
      if (given.automatic !== null || isStranger) expect(['note', 'ignore', 'hold']).toContain(kind);
    }));

  it('one too many has no effect at all', () =>
    forAll((given) => {
      if (given.tooMany) expect(['ignore', 'hold']).toContain(courseOf(given).kind);
    }));
});
