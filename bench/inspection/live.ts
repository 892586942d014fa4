import { conversationMessageStored, conversationOpened } from '#libs/contracts/call-center/conversation-events';
import type { Dice } from '#libs/kernel/dice';
import { newId } from '#libs/kernel/id';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { StubService } from '#libs/testing/doubles/stub-service';
import { operationsCenter } from '../../services/operations-center/src/service.js';
import type { Dialogue } from './dialogues.js';
import { listenTo } from './listener.js';
import { planted } from './planted.js';

const AT_ONCE = 20;
const WORDS = ['傻瓜', 'vx', '滚蛋'].map((text) => ({ text, category: 'abuse', bySound: false }));

interface Chat {
  readonly contactId: string;
  readonly turns: Dialogue;
  readonly breaks: boolean;
}

/**
 * Dialogues with things planted in them as chats that go on, twenty at a time: each message is told, read where it is kept, judged with all
 * before it, and alerted by a stream. From telling a message to its alert, in ms.
 */
export async function alertsOfLiveChats(dialogues: readonly Dialogue[], dice: Dice) {
  const service = await startForTest(operationsCenter);
  try {
    const supervisor = await service.as('inspection:*');
    await goLive(supervisor);
    const said = new Map<string, number>();
    const heardMs = new Map<string, number>();
    const listener = await listenTo(supervisor, '/api/v1/inspection/alerts/stream', ({ subject, turn }) => {
      const key = `${subject.id}/${turn}`;
      if (said.has(key)) heardMs.set(key, performance.now() - said.get(key)!);
    });
    const chats = planted(dialogues, 'chinese', dice).map(({ turns, broken }) => {
      return { contactId: newId(new Date()), turns, breaks: broken.has('words') };
    });
    const callCenter = await service.remote('call-center');
    const begun = performance.now();
    const waiting = [...chats];
    const talk = async () => {
      for (let chat = waiting.shift(); chat; chat = waiting.shift()) await goOn(service, callCenter, chat, said);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, talk));
    const alertedOf = (chat: Chat) => [...heardMs.keys()].some((key) => key.startsWith(chat.contactId));
    const wanted = chats.filter(({ breaks }) => breaks);
    await eventually('all are alerted', () => wanted.every(alertedOf)).catch(() => undefined);
    const messagesPerSecond = Math.round((1_000 * said.size) / (performance.now() - begun));
    listener.leave();
    const ms = [...heardMs.values()].sort((a, b) => a - b);
    const at = (share: number) => Math.round(ms[Math.min(ms.length - 1, Math.floor(share * ms.length))] ?? Infinity);
    return {
      ...{ chats: chats.length, messages: said.size, messagesPerSecond },
      ...{ planted: wanted.length, alerted: wanted.filter(alertedOf).length },
      alertMs: { p50: at(0.5), p99: at(0.99), max: at(1) },
    };
  } finally {
    await service.stop();
  }
}

type Supervisor = Awaited<ReturnType<ServiceInTest['as']>>;

async function goLive(supervisor: Supervisor): Promise<void> {
  const at = '/api/v1/inspection';
  const { id: list } = (await supervisor.post<{ id: string }>(`${at}/word-lists`, { name: 'abuse' })).body;
  const exception = { text: '傻瓜相机', isException: true };
  await supervisor.post(`${at}/word-lists/${list}/words`, { add: [...WORDS, exception] });
  const content = {
    scope: { kinds: ['chat'] },
    rules: [{ id: 'words', severity: 'fatal', kind: 'forbidden-words', list }],
  };
  const { id } = (await supervisor.post<{ id: string }>(`${at}/rule-sets`, { name: 'live', content })).body;
  await supervisor.post(`${at}/rule-sets/${id}/trials`, { from: '2020-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' });
  await eventually('they are live', async () => {
    return (await supervisor.post(`${at}/rule-sets/${id}/publish`)).status === 200;
  });
}

/** Each message as soon as the one before it was judged. */
async function goOn(
  service: ServiceInTest,
  callCenter: StubService,
  { contactId, turns }: Chat,
  said: Map<string, number>,
): Promise<void> {
  const conversationId = newId(new Date());
  const openedAt = service.clock.now().toISOString();
  const messages: object[] = [];
  const path = `/internal/conversations/${conversationId}/messages`;
  callCenter.answers('GET', path, () => ({ contactId, customerId: null, openedAt, items: messages }));
  await service.publish(conversationOpened, { conversationId, contactId, customerId: null, withBot: false });
  for (const [index, { speaker, text }] of turns.entries()) {
    const seq = index + 1;
    messages.push({
      seq,
      senderRole: speaker,
      senderId: speaker === 'agent' ? 'mia' : contactId,
      text,
      sentAt: openedAt,
    });
    said.set(`${contactId}/${seq}`, performance.now());
    await service.publish(conversationMessageStored, { conversationId, contactId, seq }, { subject: conversationId });
  }
}
