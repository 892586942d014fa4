import { ApiClient } from '#libs/testing/api-client';
import { setTimeout as pause } from 'node:timers/promises';
import type { Issuer } from './issuer.js';
import { inParallel } from './in-parallel.js';

export interface Chats {
  readonly chats: { readonly id: string; readonly token: string; readonly agent: number }[];
  readonly agents: string[];
}

const AGENT = ['contact:connect', 'conversation:attend', 'conversation:join', 'conversation:read'];

interface Opened {
  readonly id: string;
  readonly contactId: string;
  readonly token: string;
}

/** Opens chats, each attended by one of the agents, ten chats to an agent; past the queues, for routing is not what is measured. */
export async function openChats(node: string, issuer: Issuer, count: number): Promise<Chats> {
  const as = (token: string) => new ApiClient(node, { authorization: `Bearer ${token}` });
  const names = Array.from({ length: Math.ceil(count / 10) }, (_, n) => `agent-${n}`);
  const agents = await Promise.all(names.map((name) => issuer.token(name, 'person', ...AGENT)));
  const portal = as(await issuer.token('portal', 'client', 'conversation:open'));
  const chats: Chats['chats'] = [];
  await inParallel(
    Array.from({ length: count }, (_, n) => n),
    16,
    async (n) => {
      const agent = Math.floor(n / 10);
      const { status, body } = await portal.post<Opened>('/api/v1/conversations', { withBot: true });
      if (status !== 201) throw new Error(JSON.stringify(body));
      const connected = await as(agents[agent]!).post(`/api/v1/contacts/${body.contactId}/connect`, {});
      if (connected.status !== 204) throw new Error(JSON.stringify(connected.body));
      chats.push({ id: body.id, token: body.token, agent });
    },
  );
  const unattended = '/api/v1/conversations?status=with-bot&limit=1';
  const reader = as(agents[0]!);
  while ((await reader.get<{ items: unknown[] }>(unattended)).body.items.length > 0) await pause(100);
  return { chats, agents };
}
