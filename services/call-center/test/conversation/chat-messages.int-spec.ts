import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Outbox, OutboxSchema } from '#libs/messaging/outbox';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { NOTICES, type ChatRules, type Notice } from '../../src/conversation/domain/chat-rules.js';
import { Conversation } from '../../src/conversation/domain/conversation.aggregate.js';
import { ANYBODY } from '../../src/conversation/domain/wish.js';
import { ConversationSchema } from '../../src/conversation/infra/conversation.schema.js';
import { MessageSchema } from '../../src/conversation/infra/message.schema.js';
import { TypeormConversations } from '../../src/conversation/infra/typeorm-conversation.repository.js';
import type { ChatSettingsService } from '../../src/conversation/settings/chat-settings.service.js';
import { callCenter } from '../../src/service.js';
import { inTenant, TENANT } from '../routing/a-lane.js';

const RULES: ChatRules = {
  texts: Object.fromEntries(NOTICES.map((notice) => [notice, ''])) as Record<Notice, string>,
  ...{ nudgeAfterS: 60, closeAfterS: 60, queueNewsEveryS: 60, queues: {}, lastAgentWaitS: 30, tellsMessages: false },
};

onEachEngine('messages that are said at once', (open) => {
  const clock = new FakeClock();
  const told: string[] = [];
  let engine: Engine;
  let conversations: TypeormConversations;
  let rules = RULES;

  beforeEach(async () => {
    engine = await open(withServiceTables(callCenter.database), [TENANT]);
    told.length = 0;
    const announcer = {
      said: (id: string, messages: readonly { seq: number }[]) =>
        told.push(...messages.map(({ seq }) => `${id} ${seq}`)),
      happened: () => undefined,
    };
    conversations = new TypeormConversations(engine.database, new Outbox('/test'), clock, announcer, {
      rules: async () => rules,
    } as unknown as ChatSettingsService);
    rules = RULES;
  });
  afterEach(() => engine.dispose());

  async function opened(): Promise<string> {
    const id = newId(clock.now());
    const input = { id, contactId: newId(clock.now()), customerId: null, wish: ANYBODY, withBot: false };
    await inTenant(() => conversations.add(Conversation.open(input, RULES, clock.now())));
    return id;
  }

  const says = (id: string, clientMsgId: string, by = id) =>
    inTenant(() =>
      conversations.say(id, { id: by, clientMsgId }, (conversation) =>
        conversation.say(by, { clientMsgId, text: clientMsgId, attachmentId: null }, RULES, clock.now()),
      ),
    );
  const stored = (conversationId: string) =>
    inTenant(async () =>
      (await engine.database.reader()).find(MessageSchema, { where: { conversationId }, order: { seq: 'ASC' } }),
    );

  it('are told to others, without a word of them, only where that is wanted', async () => {
    const id = await opened();
    const told = () =>
      inTenant(async () => {
        const rows = await (
          await engine.database.reader()
        ).find(OutboxSchema, { order: { createdAt: 'ASC', id: 'ASC' } });
        const events = rows.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });
        return events.filter(({ type }) => type === 'conversation.message-stored.v1').map(({ data }) => data);
      });
    await says(id, 'unheard');
    expect(await told()).toEqual([]);
    rules = { ...RULES, tellsMessages: true };
    await Promise.all([says(id, 'one'), says(id, 'two')]);
    expect(await told()).toEqual([{ conversationId: id, contactId: expect.any(String), seq: 3 }]);
  });

  it('share commits, and are each stored once, in the order of their conversation', async () => {
    const ids = [await opened(), await opened(), await opened()];
    const commits = jest.spyOn(engine.database, 'transaction');
    const texts = Array.from({ length: 30 }, (_, n) => `m-${n}`);
    const said = await Promise.all(texts.flatMap((text) => ids.map((id) => says(id, text))));
    expect(commits.mock.calls.length).toBeLessThan(10);
    expect(said.every(({ repeated }) => !repeated)).toBe(true);
    for (const id of ids) {
      expect((await stored(id)).map(({ seq, text }) => [seq, text])).toEqual(texts.map((text, n) => [n + 1, text]));
      expect(told.filter((each) => each.startsWith(id))).toEqual(texts.map((_, n) => `${id} ${n + 1}`));
    }
    const rows = await inTenant(async () => (await engine.database.reader()).find(ConversationSchema));
    expect(rows.map(({ lastSeq, unansweredSince, version }) => [lastSeq, unansweredSince, version])).toEqual(
      ids.map(() => [30, clock.now(), 1]),
    );
  });

  it('are refused alone, and repeated alone', async () => {
    const [one, other] = [await opened(), await opened()];
    await says(one, 'before');
    const results = await Promise.allSettled([
      ...[says(one, 'a'), says(one, 'before'), says(one, 'x', 'stranger')],
      ...[says(other, 'b'), says(other, 'b'), says(newId(clock.now()), 'nowhere')],
    ]);
    const seen = results.map((result) =>
      result.status === 'fulfilled' ? [result.value.message.seq, result.value.repeated] : result.reason.code,
    );
    expect(seen).toEqual([
      ...[[2, false], [1, true], 'conversation-not-taking-part'],
      ...[[1, false], [1, true], 'conversation-not-found'],
    ]);
    expect((await stored(one)).map(({ text }) => text)).toEqual(['before', 'a']);
  });

  it('tell of the first reply once, with the rest of its group', async () => {
    const [one, other] = [await opened(), await opened()];
    await inTenant(() => conversations.update(one, (conversation) => conversation.attend('mia', RULES, clock.now())));
    await Promise.all([says(one, 'q'), says(one, 'a', 'mia'), says(other, 'x'), says(one, 'b', 'mia')]);
    expect((await stored(one)).map(({ text }) => text)).toEqual(['q', 'a', 'b']);
    expect((await stored(other)).map(({ text }) => text)).toEqual(['x']);
    const events = await inTenant(async () => (await engine.database.reader()).find(OutboxSchema));
    expect(events.filter((row) => JSON.stringify(row).includes('conversation.first-replied.v1'))).toHaveLength(1);
    expect(told.filter((each) => each.startsWith(one))).toEqual([1, 2, 3].map((seq) => `${one} ${seq}`));
  });
});
