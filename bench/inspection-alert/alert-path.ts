import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#libs/kernel/id';
import { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import type { World } from '../../tools/world/world.js';
import { listenTo } from '../inspection/listener.js';

/** A rule every new tenant has. */
const INSULT = 'You idiot.';
const ORDINARY = ['Let me look that up for you.', 'One moment, please.', '我帮您查一下。'];
const WITHIN_MS = 20_000;

interface Chat {
  readonly id: string;
  readonly contactId: string;
}

/**
 * From an agent's message at the public door to its alert on a supervisor's stream, in ms: gateway, call-center, outbox, relay, broker,
 * operations-center, its rules, and the stream through the gateway. Ordinary messages are between.
 * @param chats in which messages are said side by side, one every `everyMs` each
 */
export async function alertPath(world: World, alerts: number, chats: number, everyMs: number) {
  const admin = await whoDoesAll(world);
  const open = await Promise.all(Array.from({ length: chats }, () => opened(admin)));
  const said = new Map<string, number>();
  const heard = new Map<string, number>();
  const listener = await listenTo(admin, '/api/v1/inspection/alerts/stream', ({ subject, turn }) => {
    const key = `${subject.id}/${turn}`;
    // An alert may be there before the answer to what was said is.
    if (!heard.has(key)) heard.set(key, performance.now());
  });
  // What is done for the first time takes longer: nobody is promised anything of a process that has just started.
  await Promise.all(open.map((chat) => goOn(admin, chat, 1, everyMs, new Map())));
  const perChat = Math.ceil(alerts / chats);
  await Promise.all(open.map((chat) => goOn(admin, chat, perChat, everyMs, said)));
  const isHeard = () => [...said.keys()].every((key) => heard.has(key));
  await eventually('all are alerted', isHeard, { within: WITHIN_MS }).catch(() => undefined);
  listener.leave();
  const ms = [...said].flatMap(([key, begun]) => (heard.has(key) ? [heard.get(key)! - begun] : []));
  ms.sort((one, other) => one - other);
  const at = (share: number) => Math.round(ms[Math.min(ms.length - 1, Math.floor(share * ms.length))] ?? Infinity);
  return { said: said.size, alerted: ms.length, alertMs: { p50: at(0.5), p99: at(0.99), max: at(1) } };
}

async function goOn(agent: ApiClient, chat: Chat, times: number, everyMs: number, said: Map<string, number>) {
  for (let time = 0; time < times; time += 1) {
    await pause(everyMs);
    await say(agent, chat, ORDINARY[time % ORDINARY.length]!);
    await pause(everyMs);
    const begun = performance.now();
    const seq = await say(agent, chat, INSULT);
    said.set(`${chat.contactId}/${seq}`, begun);
  }
}

async function say(agent: ApiClient, { id }: Chat, text: string): Promise<number> {
  const path = `/api/v1/conversations/${id}/messages`;
  const { status, body } = await agent.post<{ seq: number }>(path, { clientMsgId: newId(new Date()), text });
  if (status >= 300) throw new Error(`a message was refused: ${JSON.stringify(body)}`);
  return body.seq;
}

async function opened(admin: ApiClient): Promise<Chat> {
  const { status, body } = await admin.post<Chat>('/api/v1/conversations', {});
  if (status >= 300) throw new Error(`a chat was refused: ${JSON.stringify(body)}`);
  await admin.post(`/api/v1/conversations/${body.id}/join`, {});
  return body;
}

async function whoDoesAll({ url, host, admin }: World): Promise<ApiClient> {
  const door = new ApiClient(url, { host });
  const { body } = await door.post<{ accessToken: string }>('/api/v1/auth/login', admin);
  const client = new ApiClient(url, { host, authorization: `Bearer ${body.accessToken}` });
  await client.post('/api/v1/agents/me/log-in');
  await client.post('/api/v1/agents/me/status', { state: 'ready' });
  return client;
}
