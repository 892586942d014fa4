import type { ApiClient } from '#libs/testing/api-client';
import { ok } from '../agent-floor.js';

interface ProfileSeen extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

/** What is needed to set a tenant up for chats that agents take by themselves. */
export const STAFF_PERMISSIONS = ['routing-profile:*', 'chat-settings:*'];

/** Agents have room for many chats, and are in no queue: they take what they are to have. */
export async function nothingIsOffered(admin: ApiClient): Promise<void> {
  const { items } = await ok(admin.get<{ items: ProfileSeen[] }>('/api/v1/routing-profiles'));
  const { id, version, ...profile } = items.find(({ name }) => name === 'default')!;
  const body = { ...profile, queues: [], capacity: { chat: { slots: 100, weight: 1, interrupts: [] } } };
  await ok(admin.put(`/api/v1/routing-profiles/${id}`, body, { 'if-match': `"${version}"` }));
}

/** Customers do not hear of their place: then a chat that is joined at once begins with the same entries every time. */
export async function nothingIsSaidOfTheLine(admin: ApiClient): Promise<void> {
  const path = '/api/v1/chat-settings';
  const { version, ...rules } = await ok(admin.get<{ version: number; texts: object }>(path));
  const texts = { ...rules.texts, queued: '', 'queue-moved': '' };
  await ok(admin.put(path, { ...rules, texts }, { 'if-match': `"${version}"` }));
}

/** Logged in and ready; needs `agent:self`. */
export async function comesIn(agent: ApiClient): Promise<void> {
  await ok(agent.post('/api/v1/agents/me/log-in'));
  await ok(agent.post('/api/v1/agents/me/status', { state: 'ready' }));
}
