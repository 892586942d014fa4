import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NOTICES, type ChatRules, type Notice } from './chat-rules.js';
import { Conversation } from './conversation.aggregate.js';

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
};
const FIRST = { position: 1, minutes: null };
const THIRD = { position: 3, minutes: 4 };
const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';

const said = (text: string) => ({ clientMsgId: text, text, attachmentId: null });
const refusal = (code: string) => expect.objectContaining({ code });

function opened(withBot = false): Conversation {
  const input = { id: CUSTOMER, contactId: 'contact-1', customerId: null, place: THIRD, withBot };
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
  it('welcomes the customer and says where they stand in line', () => {
    const conversation = opened();
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
    const input = { id: CUSTOMER, contactId: 'c', customerId: null, place: FIRST, withBot: true };
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
      conversation.leave('mia', FIRST, RULES, at(20));
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
      conversation.handOver('bot', 'asked-for-a-person', FIRST, RULES, at(30));
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

    it('leaves it to the others, and the last one to the line', () => {
      const conversation = attended();
      conversation.join('ben', 'agent', RULES, at(20));
      conversation.leave('mia', FIRST, RULES, at(30));
      expect(conversation).toMatchObject({ status: 'attended' });
      conversation.leave('ben', FIRST, RULES, at(40));
      expect(conversation).toMatchObject({ status: 'queued', queuedAt: NOW, waitingSince: at(40) });
    });

    it('hands it over with a reason: a bot what it attends, an agent theirs, the customer nothing', () => {
      const conversation = opened(true);
      conversation.join('bot', 'bot', RULES, at(1));
      conversation.takeEvents();
      conversation.handOver('bot', 'not-understood', FIRST, RULES, at(5));
      expect(conversation).toMatchObject({ status: 'queued', handOverReason: 'not-understood', queuedAt: at(5) });
      expect(conversation.takeEvents()).toMatchObject([
        { type: 'participant-left', participantId: 'bot', role: 'bot' },
        { type: 'conversation-queued', reason: 'not-understood', handedOverBy: 'bot' },
      ]);

      const nothing = refusal('conversation-nothing-to-hand-over');
      expect(() => attended().handOver(CUSTOMER, 'x', FIRST, RULES, at(20))).toThrow(nothing);
      const second = attended();
      second.handOver('mia', 'needs-billing', FIRST, RULES, at(20));
      expect(second).toMatchObject({ status: 'queued' });
    });
  });

  describe('its clock', () => {
    it('says a new place in line, and nothing when it is the same', () => {
      const conversation = opened();
      expect(conversation.look(THIRD, RULES, at(20))).toBe(false);
      conversation.look(FIRST, RULES, at(40));
      expect(texts(conversation)).toEqual(['welcome', 'number 3', 'number 1 now']);
    });

    it('asks a customer who was answered whether they are there, and then closes it', () => {
      const conversation = attended();
      conversation.say('mia', said('Is that all?'), RULES, at(20));
      expect(conversation.look(FIRST, RULES, at(79))).toBe(false);
      expect(conversation.look(FIRST, RULES, at(80))).toBe(false);
      expect(notices(conversation).at(-1)).toBe('nudge');
      expect(conversation.look(FIRST, RULES, at(110))).toBe(true);
      expect(notices(conversation).slice(-2)).toEqual(['closed-idle', 'survey']);
      expect(conversation).toMatchObject({ status: 'closed', closeReason: 'idle', dueAt: null });
    });

    it('begins anew with everything that is said', () => {
      const conversation = attended();
      conversation.say('mia', said('Is that all?'), RULES, at(20));
      conversation.look(FIRST, RULES, at(80));
      conversation.say('mia', said('?'), RULES, at(90));
      expect(conversation).toMatchObject({ nudged: false, dueAt: at(150) });
    });

    it('never closes on a customer who waits for an answer', () => {
      const conversation = attended();
      conversation.say('mia', said('Hello'), RULES, at(20));
      conversation.say(CUSTOMER, said('My order?'), RULES, at(30));
      expect(conversation).toMatchObject({ dueAt: null });
      expect(conversation.look(FIRST, RULES, at(100_000))).toBe(false);
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
      expect(notices(conversation)).toEqual(['welcome', 'queued', 'closed']);
    });
  });
});
