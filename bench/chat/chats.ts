import { ApiClient } from '#libs/testing/api-client';
import {
  comesIn,
  nothingIsOffered,
  nothingIsSaidOfTheLine,
  STAFF_PERMISSIONS,
} from '../../services/call-center/test/chat-staff.js';
import type { Issuer } from './issuer.js';
import { inParallel } from './in-parallel.js';

export interface Chats {
  readonly chats: { readonly id: string; readonly token: string; readonly agent: number }[];
  readonly agents: string[];
}

const AGENT = ['agent:self', 'conversation:attend', 'conversation:join', 'conversation:read'];

/** Opens chats, each attended by one of the agents, ten chats to an agent. */
export async function openChats(node: string, issuer: Issuer, count: number): Promise<Chats> {
  const as = (token: string) => new ApiClient(node, { authorization: `Bearer ${token}` });
  const names = Array.from({ length: Math.ceil(count / 10) }, (_, n) => `agent-${n}`);
  const agents = await Promise.all(names.map((name) => issuer.token(name, 'person', ...AGENT)));
  const admin = as(await issuer.token('admin', 'person', ...STAFF_PERMISSIONS));
  await nothingIsOffered(admin);
  await nothingIsSaidOfTheLine(admin);
  for (const token of agents) await comesIn(as(token));
  const portal = as(await issuer.token('portal', 'client', 'conversation:open'));
  const chats: Chats['chats'] = [];
  await inParallel(
    Array.from({ length: count }, (_, n) => n),
    16,
    async (n) => {
      const agent = Math.floor(n / 10);
      const { status, body } = await portal.post<{ id: string; token: string }>('/api/v1/conversations', {});
      if (status !== 201) throw new Error(JSON.stringify(body));
      const joined = await as(agents[agent]!).post(`/api/v1/conversations/${body.id}/join`, {});
      if (joined.status !== 204) throw new Error(JSON.stringify(joined.body));
      chats.push({ id: body.id, token: body.token, agent });
    },
  );
  return { chats, agents };
}
