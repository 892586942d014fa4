import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NOTICES, type ChatRules, type Notice } from './chat-rules.js';
import { Conversation } from './conversation.aggregate.js';
import type { ConversationRow } from '../infra/conversation.schema.js';
import { ANYBODY } from './wish.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const RULES: ChatRules = {
  texts: {
    ...(Object.fromEntries(NOTICES.map((notice) => [notice, notice])) as Record<Notice, string>),
    queued: 'number {position}',
    'queue-moved': 'number {position} now',
  },
  nudgeAfterS: 60,
  closeAfterS: 30,
  queueNewsEveryS: 20,
  queues: {},
  lastAgentWaitS: 30,
  tellsMessages: false,
};
const THIRD = { position: 3, minutes: 4 };
const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';

const said = (text: string) => ({ clientMsgId: text, text, attachmentId: null });
const refusal = (code: string) => expect.objectContaining({ code });

function opened(withBot = false): Conversation {
  const input = { id: CUSTOMER, contactId: 'contact-1', customerId: null, wish: ANYBODY, withBot };
  const conversation = Conversation.open(input, RULES, NOW);
  conversation.takeEvents();
  return conversation;
}

function attended(): Conversation {
  const conversation = opened();
  conversation.join('mia', 'agent', RULES, at(10));
  conversation.takeEvents();
  return conversation;
}

const notices = (conversation: Conversation) => conversation.unsaved().map(({ notice }) => notice);
const texts = (conversation: Conversation) => conversation.unsaved().map(({ text }) => text);

describe('a conversation', () => {
  it('welcomes the customer and says where they stand in line, as soon as that is known', () => {
    const conversation = opened();
    expect(texts(conversation)).toEqual(['welcome']);
    conversation.tellPlace(null, RULES, at(1));
    conversation.tellPlace(THIRD, RULES, at(2));
    expect(texts(conversation)).toEqual(['welcome', 'number 3']);
    expect(conversation).toMatchObject({ status: 'queued', queuedAt: NOW, lastSeq: 2 });
  });

  it('with a bot waits for nobody', () => {
    const conversation = opened(true);
    expect(texts(conversation)).toEqual(['welcome']);
    expect(conversation).toMatchObject({ status: 'with-bot', queuedAt: null, waitingSince: null });
  });

  it('does not say what a tenant has no text for', () => {
    const rules = { ...RULES, texts: { ...RULES.texts, welcome: '' } };
    const input = { id: CUSTOMER, contactId: 'c', customerId: null, wish: ANYBODY, withBot: true };
    expect(Conversation.open(input, rules, NOW).unsaved()).toEqual([]);
  });

  it('numbers everything that is said, without gaps, whoever says it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(CUSTOMER, 'mia', 'bot'), { maxLength: 40 }), (speakers) => {
        const conversation = attended();
        conversation.join('bot', 'bot', RULES, at(11));
        for (const speaker of speakers) conversation.say(speaker, said('x'), RULES, at(20));
        const seqs = conversation.unsaved().map(({ seq }) => seq);
        expect(seqs).toEqual(Array.from(seqs, (_, index) => index + 1));
        expect(conversation).toMatchObject({ lastSeq: seqs.length });
      }),
      { seed: 20261123, numRuns: 100 },
    );
  });

  describe('what is said', () => {
    it('is of somebody who takes part', () => {
      expect(() => opened().say('stranger', said('hello'), RULES, NOW)).toThrow(
        refusal('conversation-not-taking-part'),
      );
    });

    it('is not of somebody who has left', () => {
      const conversation = attended();
      conversation.leave('mia', RULES, at(20));
      expect(() => conversation.say('mia', said('x'), RULES, at(21))).toThrow(refusal('conversation-not-taking-part'));
    });

    it('is something', () => {
      const nothing = { clientMsgId: '1', text: null, attachmentId: null };
      expect(() => opened().say(CUSTOMER, nothing, RULES, NOW)).toThrow(refusal('conversation-message-empty'));
    });

    it('is not said once it is over', () => {
      const conversation = attended();
      conversation.close('mia', 'resolved', RULES, at(20));
      expect(() => conversation.say(CUSTOMER, said('x'), RULES, at(21))).toThrow(refusal('conversation-closed'));
    });
  });

  describe('the first reply', () => {
    it('is the first of a person, from when the customer waits for one', () => {
      const conversation = opened(true);
      conversation.join('bot', 'bot', RULES, at(1));
      conversation.say('bot', said('How can I help?'), RULES, at(2));
      conversation.handOver('bot', 'asked-for-a-person', {}, RULES, at(30));
      conversation.join('mia', 'agent', RULES, at(40));
      conversation.takeEvents();
      expect(conversation).toMatchObject({ queuedAt: at(30), firstRepliedAt: null });

      conversation.say('mia', said('Hello'), RULES, at(45));
      conversation.say('mia', said('again'), RULES, at(50));
      expect(conversation).toMatchObject({ queuedAt: at(30), attendedAt: at(40), firstRepliedAt: at(45) });
      expect(conversation.takeEvents()).toEqual([{ type: 'first-replied', agentId: 'mia', at: at(45) }]);
    });

    it('is not of the customer', () => {
      const conversation = attended();
      conversation.say(CUSTOMER, said('x'), RULES, at(20));
      expect(conversation).toMatchObject({ firstRepliedAt: null });
      expect(conversation.takeEvents()).toEqual([]);
    });
  });

  describe('who attends it', () => {
    it('joins once', () => {
      const conversation = opened();
      conversation.join('mia', 'agent', RULES, at(10));
      conversation.join('mia', 'agent', RULES, at(11));
      expect(conversation.takeEvents().map(({ type }) => type)).toEqual(['participant-joined']);
      expect(conversation).toMatchObject({ status: 'attended', attendedAt: at(10), waitingSince: null });
    });

    it('is who has the contact: whoever had it before leaves, and a colleague stays', () => {
      const conversation = opened();
      conversation.attend('mia', RULES, at(10));
      conversation.join('ben', 'agent', RULES, at(11));
      conversation.attend('mia', RULES, at(12));
      conversation.attend('eva', RULES, at(20));
      const here = (conversation as unknown as ConversationRow).participants.filter(({ leftAt }) => leftAt === null);
      expect(here.map(({ id }) => id)).toEqual([CUSTOMER, 'ben', 'eva']);
      expect(conversation).toMatchObject({ status: 'attended', agentId: 'eva' });
    });

    it('has let the contact go: the customer waits again, told once', () => {
      const conversation = opened();
      conversation.attend('mia', RULES, at(10));
      conversation.takeEvents();
      conversation.letGo('mia', RULES, at(20));
      conversation.letGo('mia', RULES, at(21));
      expect(conversation).toMatchObject({ status: 'queued', agentId: 'mia', waitingSince: at(20) });
      expect(conversation.takeEvents().map(({ type }) => type)).toEqual(['participant-left', 'conversation-queued']);
    });

    it('leaves it to the others, and the last one to the line', () => {
      const conversation = attended();
      conversation.join('ben', 'agent', RULES, at(20));
      conversation.leave('mia', RULES, at(30));
      expect(conversation).toMatchObject({ status: 'attended' });
      conversation.leave('ben', RULES, at(40));
      expect(conversation).toMatchObject({ status: 'queued', queuedAt: NOW, waitingSince: at(40) });
    });

    it('hands it over with a reason: a bot what it attends, an agent theirs, the customer nothing', () => {
      const conversation = opened(true);
      conversation.join('bot', 'bot', RULES, at(1));
      conversation.takeEvents();
      conversation.handOver('bot', 'not-understood', {}, RULES, at(5));
      expect(conversation).toMatchObject({ status: 'queued', handOverReason: 'not-understood', queuedAt: at(5) });
      expect(conversation.takeEvents()).toMatchObject([
        { type: 'participant-left', participantId: 'bot', role: 'bot' },
        { type: 'conversation-queued', reason: 'not-understood', handedOverBy: 'bot' },
      ]);

      const nothing = refusal('conversation-nothing-to-hand-over');
      expect(() => attended().handOver(CUSTOMER, 'x', {}, RULES, at(20))).toThrow(nothing);
      const second = attended();
      second.handOver('mia', 'needs-billing', {}, RULES, at(20));
      expect(second).toMatchObject({ status: 'queued' });
    });
  });

  describe('a customer who has spoken', () => {
    it('waits for an answer since the first word nobody has answered', () => {
      const conversation = attended();
      conversation.say(CUSTOMER, said('My order?'), RULES, at(20));
      conversation.say(CUSTOMER, said('Hello?'), RULES, at(30));
      conversation.note('sam', said('Look at the warehouse.'), at(35));
      expect(conversation).toMatchObject({ unansweredSince: at(20), lastMessageAt: at(30) });
      conversation.say('mia', said('It is on its way.'), RULES, at(40));
      expect(conversation).toMatchObject({ unansweredSince: null });
    });
  });

  it('has notes between agents, which move no clock and answer nobody', () => {
    const conversation = attended();
    conversation.say('mia', said('Is that all?'), RULES, at(20));
    conversation.note('sam', said('Ask for the number.'), at(79));
    expect(conversation).toMatchObject({ dueAt: at(80), firstRepliedAt: at(20) });
    expect(conversation.unsaved().at(-1)).toMatchObject({ senderId: 'sam', visibility: 'agents', seq: 4 });
    conversation.close(null, 'idle', RULES, at(90));
    expect(() => conversation.note('sam', said('late'), at(91))).toThrow(refusal('conversation-closed'));
  });

  describe('its clock', () => {
    it('says a new place in line, and nothing when it is the same', () => {
      const conversation = opened();
      for (const [seconds, position] of [
        [1, 3],
        [20, 3],
        [40, 1],
      ] as const) {
        conversation.tellPlace({ position, minutes: null }, RULES, at(seconds));
        expect(conversation).toMatchObject({ dueAt: at(seconds + 20) });
      }
      expect(texts(conversation)).toEqual(['welcome', 'number 3', 'number 1 now']);
    });

    it('asks a customer who was answered whether they are there, and then closes it', () => {
      const conversation = attended();
      conversation.say('mia', said('Is that all?'), RULES, at(20));
      conversation.look(RULES, at(79));
      expect(notices(conversation)).not.toContain('nudge');
      conversation.look(RULES, at(80));
      expect(notices(conversation).at(-1)).toBe('nudge');
      conversation.look(RULES, at(110));
      expect(notices(conversation).slice(-2)).toEqual(['closed-idle', 'survey']);
      expect(conversation).toMatchObject({ status: 'closed', closeReason: 'idle', dueAt: null });
    });

    it('begins anew with everything that is said', () => {
      const conversation = attended();
      conversation.say('mia', said('Is that all?'), RULES, at(20));
      conversation.look(RULES, at(80));
      conversation.say('mia', said('?'), RULES, at(90));
      expect(conversation).toMatchObject({ nudged: false, dueAt: at(150) });
    });

    it('never closes on a customer who waits for an answer', () => {
      const conversation = attended();
      conversation.say('mia', said('Hello'), RULES, at(20));
      conversation.say(CUSTOMER, said('My order?'), RULES, at(30));
      expect(conversation).toMatchObject({ dueAt: null });
      conversation.look(RULES, at(100_000));
      expect(conversation).toMatchObject({ status: 'attended' });
    });
  });

  describe('its rating', () => {
    it('is the customer’s, once, when it is over', () => {
      const conversation = attended();
      expect(() => conversation.rate(CUSTOMER, 5, null, at(20))).toThrow(refusal('conversation-not-yet-over'));
      conversation.close(CUSTOMER, 'customer-left', RULES, at(30));
      conversation.takeEvents();
      expect(() => conversation.rate('mia', 5, null, at(40))).toThrow(refusal('conversation-not-of-the-customer'));
      conversation.rate(CUSTOMER, 2, 'too slow', at(40));
      expect(conversation).toMatchObject({ score: 2, comment: 'too slow', ratedAt: at(40) });
      expect(conversation.takeEvents()).toEqual([{ type: 'conversation-rated', score: 2, at: at(40) }]);
      expect(() => conversation.rate(CUSTOMER, 5, null, at(50))).toThrow(refusal('conversation-already-rated'));
      expect(conversation).toMatchObject({ score: 2 });
    });

    it('is not asked for where nobody was there', () => {
      const conversation = opened();
      conversation.close(null, 'contact-ended', RULES, at(10));
      expect(notices(conversation)).toEqual(['welcome', 'unserved']);
    });
  });
});
