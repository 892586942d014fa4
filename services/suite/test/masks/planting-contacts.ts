import { createHash } from 'node:crypto';
import { ApiClient } from '#libs/testing/api-client';
import { MARKED, SAID } from './marked-person.js';
import type { Planting } from './planting.js';

const CSV = { 'content-type': 'text/csv' };
/** One row of whoever is to be called. */
export const TARGETS = [
  'name,phone,email,externalSystem,externalId',
  [MARKED.name, MARKED.phone, MARKED.email, 'shop', MARKED.phone].join(','),
].join('\n');

/** The customer, with all that is known of one, and somebody they live with. */
export async function plantCustomer(planting: Planting): Promise<string> {
  const { admin, known } = planting;
  const customers = '/api/v1/customers';
  const customerId = await planting.post(admin, customers, {
    ...{ kind: 'person', name: MARKED.name, phones: [MARKED.phone], emails: [MARKED.email] },
    externalIds: [{ system: 'shop', id: MARKED.phone }],
    accounts: [{ channel: 'wechat', id: MARKED.phone }],
    document: { type: 'id-card', number: MARKED.document },
    address: { country: 'CN', city: '北京', lines: [`北京市海淀区${MARKED.street}`] },
  });
  const relativeId = await planting.post(admin, customers, { name: MARKED.name, phones: ['13700001111'] });
  await planting.send(admin, 'PUT', `${customers}/${customerId}/relations/${relativeId}/spouse`);
  await planting.post(admin, '/api/v1/households', { memberIds: [customerId, relativeId] });
  known.learn('/api/v1/views/customer-360', { id: customerId });
  await planting.post(admin, '/api/v1/do-not-call', { number: MARKED.phone, reason: 'asked' });
  const consent = { number: MARKED.phone, purpose: 'marketing', proof: 'recorded', givenAt: '2026-01-01T00:00:00Z' };
  await planting.post(admin, '/api/v1/consents', consent);
  await planting.post(
    admin,
    '/api/v1/customer-imports',
    `kind,name,phones\nperson,${MARKED.name},${MARKED.phone}`,
    CSV,
  );
  return customerId;
}

/** Calls and what is kept of them: who rings, who is asked in, where they want to be called back, what was said. */
export async function plantCalls(planting: Planting, customerId: string): Promise<string> {
  const { admin, mia, miaId } = planting;
  await planting.send(mia, 'POST', '/api/v1/agents/me/log-in');
  await planting.send(mia, 'POST', '/api/v1/agents/me/status', { state: 'ready' });
  const call = { channel: 'voice', direction: 'inbound', customerId, address: MARKED.phone };
  const contactId = await planting.post(admin, '/api/v1/contacts', call);
  const contact = `/api/v1/contacts/${contactId}`;
  await planting.send(admin, 'POST', `${contact}/connect`, { agentId: miaId });
  await planting.send(mia, 'POST', `${contact}/help-requests`, { note: SAID });
  await planting.send(mia, 'POST', `${contact}/outside-parties`, { number: MARKED.phone });
  await planting.send(admin, 'POST', `${contact}/notes`, { text: SAID });
  const event = { type: 'fault-report', topic: 'broadband', summary: SAID, contactIds: [contactId] };
  await planting.post(admin, '/api/v1/interaction-events', event);
  await plantCallback(planting, call);
  await plantRecording(planting, contactId);
  const { id: flowId } = await planting.first('/api/v1/ivr/flows');
  await planting.send(admin, 'POST', `/api/v1/ivr/flows/${flowId}/publish`, {});
  await planting.send(admin, 'PUT', '/api/v1/ivr/entry-points/4008001234', { flowId });
  const dialogue = { callId: 'marked', entryPoint: '4008001234', caller: MARKED.phone };
  const { sessionId } = await planting.send(admin, 'POST', '/api/v1/ivr/sessions', dialogue);
  planting.known.learn('/api/v1/ivr/sessions', { id: sessionId });
  const heard = { input: { kind: 'digits', digits: MARKED.phone } };
  await admin.post(`/api/v1/ivr/sessions/${sessionId as string}/steps/1`, heard);
  return contactId;
}

async function plantCallback(planting: Planting, call: object): Promise<void> {
  const { admin } = planting;
  const { id: queueId } = await planting.first('/api/v1/queues', ({ channels }) =>
    (channels as string[]).includes('voice'),
  );
  const waiting = `/api/v1/contacts/${await planting.post(admin, '/api/v1/contacts', call)}`;
  await planting.send(admin, 'POST', `${waiting}/queue`, { queueId });
  const later = { number: MARKED.phone, notBefore: '2099-01-01T00:00:00Z' };
  await planting.send(admin, 'POST', `${waiting}/callback`, later);
  const campaign = { name: 'Marked', mode: 'preview', queueId, callerIds: ['+864008001234'] };
  const campaignId = await planting.post(admin, '/api/v1/campaigns', campaign);
  await planting.post(admin, `/api/v1/campaigns/${campaignId}/imports`, TARGETS, CSV);
}

async function plantRecording(planting: Planting, contactId: string): Promise<void> {
  const { admin } = planting;
  const recording = {
    ...{ contactId, kind: 'voice', contentType: 'audio/wav', bytes: 4 },
    ...{ startedAt: '2026-11-30T09:00:00Z', endedAt: '2026-11-30T09:01:00Z' },
    sha256: createHash('sha256').update('abcd').digest('hex'),
  };
  const path = `/api/v1/recordings/${await planting.post(admin, '/api/v1/recordings', recording)}`;
  await planting.send(admin, 'PATCH', `${path}/upload`, 'abcd', {
    ...{ 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
  });
  await planting.post(admin, `${path}/holds`, { reason: SAID });
  const segments = [{ speaker: 'customer', fromMs: 0, toMs: 100, text: SAID }];
  await planting.send(admin, 'PUT', `${path}/transcript`, { language: 'zh', segments });
}

/** A chat, from both its ends. @returns the visitor, to go on */
export async function plantChat(planting: Planting, agent: ApiClient, customerId: string) {
  const { portal, suite } = planting;
  const opened = await planting.send(portal, 'POST', '/api/v1/conversations', { customerId, address: MARKED.phone });
  const { id, token } = opened as { id: string; token: string };
  planting.known.learn('/api/v1/conversations', { id });
  const chat = `/api/v1/conversations/${id}`;
  const visitor = new ApiClient(suite.suite.gateway.url, { host: 'localhost', authorization: `Bearer ${token}` });
  await planting.send(agent, 'POST', `${chat}/join`, {});
  await planting.send(agent, 'POST', `${chat}/messages`, { clientMsgId: 'm-1', text: SAID });
  await planting.send(visitor, 'POST', `${chat}/messages`, { clientMsgId: 'v-1', text: SAID });
  await planting.send(agent, 'POST', `${chat}/notes`, { clientMsgId: 'n-1', text: SAID });
  return { chat, id, visitor };
}
