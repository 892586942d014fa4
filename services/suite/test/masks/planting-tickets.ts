import { eventually } from '#libs/testing/eventually';
import { TARGETS } from './planting-contacts.js';
import { DOCUMENT, MARKED, SAID } from './marked-person.js';
import type { Planting } from './planting.js';

const CSV = { 'content-type': 'text/csv' };
const LATER = '2099-01-01T00:00:00Z';

/** A ticket with everything that people write about one. */
export async function plantTicket(planting: Planting, customerId: string): Promise<string> {
  const { admin, mia, portal } = planting;
  const opening = { ticketType: 'fault', customerId, subject: SAID, description: SAID, variables: DOCUMENT };
  const ticketId = await planting.post(mia, '/api/v1/tickets', opening);
  planting.known.learn('/api/v1/views/ticket-detail', { id: ticketId });
  const ticket = `/api/v1/tickets/${ticketId}`;
  await planting.send(mia, 'POST', `${ticket}/grab`);
  await plantDraft(planting, ticketId, customerId);
  await planting.send(mia, 'POST', `${ticket}/note`, { text: SAID });
  await planting.send(mia, 'POST', `${ticket}/reply`, { text: SAID });
  await planting.send(portal, 'POST', `${ticket}/customer-messages`, { text: SAID });
  await planting.send(portal, 'POST', `${ticket}/urge`, { note: SAID });
  await planting.send(mia, 'POST', `${ticket}/urges/answer`, { answer: SAID, doneBy: LATER });
  await planting.send(admin, 'POST', `${ticket}/checklist/items`, { text: SAID });
  await planting.send(admin, 'POST', `${ticket}/split`, { subject: SAID, description: SAID });
  await planting.post(admin, `${ticket}/attachments`, '%PDF-1.7 marked', {
    ...{ 'content-type': 'application/pdf', 'x-file-name': `${MARKED.phone}.pdf` },
  });
  await plantHelp(planting, ticket);
  await plantVisit(planting, ticket);
  await planting.post(admin, '/api/v1/bulk-actions', {
    tickets: { ids: [ticketId] },
    action: { type: 'note', text: SAID },
  });
  await planting.send(mia, 'POST', `${ticket}/solve`, { solution: SAID });
  return ticketId;
}

async function plantDraft(planting: Planting, ticketId: string, customerId: string): Promise<void> {
  const { mia } = planting;
  const draft = { subject: { kind: 'ticket', id: ticketId }, stage: 'handle', ticketType: 'fault' };
  const path = `/api/v1/form-drafts/${await planting.post(mia, '/api/v1/form-drafts', draft)}`;
  const typed = { common: { customerId, subject: SAID, description: SAID }, answers: DOCUMENT };
  await planting.send(mia, 'PATCH', path, typed, { 'if-match': '"1"' });
}

async function plantHelp(planting: Planting, ticket: string): Promise<void> {
  const { admin, mia } = planting;
  const teamId = await planting.post(admin, '/api/v1/organisation/teams', { name: 'Helpers' });
  const help = await planting.post(mia, `${ticket}/assist-requests`, { teamId, question: SAID });
  planting.known.learn('/api/v1/assist-requests', { id: help });
  await planting.send(admin, 'POST', `/api/v1/assist-requests/${help}/answer`, { answer: SAID });
  const supervision = await planting.post(admin, `${ticket}/supervise`, { why: SAID, demanded: SAID });
  planting.known.learn('/api/v1/supervisions', { id: supervision });
  await planting.send(mia, 'POST', `/api/v1/supervisions/${supervision}/reports`, { text: SAID });
  await planting.send(admin, 'POST', `/api/v1/supervisions/${supervision}/lift`, { conclusion: SAID });
}

async function plantVisit(planting: Planting, ticket: string): Promise<void> {
  const { finn, mia } = planting;
  const { openVisitId } = await planting.send(mia, 'POST', `${ticket}/dispatch`);
  const visit = `/api/v1/visits/${openVisitId as string}`;
  planting.known.learn('/api/v1/visits', { id: openVisitId });
  await eventually('the visit is there', async () => (await finn.post(`${visit}/accept`)).status === 200);
  await planting.send(finn, 'POST', `${visit}/complete`, { outcome: 'fixed', report: SAID });
  await eventually(
    'the ticket goes on',
    async () => (await mia.get<{ status: string }>(ticket)).body.status === 'open',
  );
}

/** Work that the organisation starts itself, and what processes keep. */
export async function plantWork(planting: Planting, customerId: string, ticketId: string): Promise<void> {
  const { admin, mia, miaId } = planting;
  const taskId = await planting.post(admin, '/api/v1/tasks', { kind: 'care', customerId });
  await planting.send(mia, 'POST', `/api/v1/tasks/${taskId}/take`);
  await planting.send(mia, 'POST', `/api/v1/tasks/${taskId}/lead-ticket`, { subject: SAID, description: SAID });
  await planting.send(mia, 'POST', `/api/v1/tasks/${taskId}/complete`, { outcome: 'done', note: SAID });
  const planId = await planting.post(admin, '/api/v1/plans', { name: 'Care', kind: 'care' });
  await planting.post(admin, `/api/v1/plans/${planId}/imports`, TARGETS, CSV);
  await planting.send(admin, 'PUT', `/api/v1/suppressions/${customerId}`, { reason: 'asked' });
  planting.known.learn('/api/v1/suppressions', { id: customerId });
  const variables = { ...DOCUMENT, subject: SAID, approvers: [miaId] };
  await planting.post(admin, '/api/v1/process-instances', {
    definition: 'approval',
    businessKey: MARKED.phone,
    variables,
  });
  const nobodyWaits = { name: 'nobody-waits', correlationKey: MARKED.phone, variables: DOCUMENT };
  await planting.send(admin, 'POST', '/api/v1/process-messages', nobodyWaits);
  const questionnaire = '/api/v1/questionnaires/marked';
  await planting.send(admin, 'PUT', questionnaire, {
    title: 'q',
    questions: [{ kind: 'text', id: 'said', title: 'Said' }],
  });
  await planting.send(admin, 'POST', `${questionnaire}/publish`);
  const answers = { subject: { kind: 'ticket', id: ticketId }, customerId, answers: { said: SAID } };
  await planting.post(admin, `${questionnaire}/responses`, answers);
}

/** What colleagues write of their work, and are reached by. */
export async function plantColleagues(planting: Planting, ticketId: string): Promise<void> {
  const { admin, mia, miaId, suite } = planting;
  const { email, phone } = MARKED;
  const account = { login: 'marked', name: 'Marked', password: 'switchboard-demo', roles: ['agent'], email, phone };
  await planting.post(admin, '/api/v1/accounts', account);
  const absence = { toId: miaId, beginsAt: LATER, endsAt: '2099-01-02T00:00:00Z', reason: SAID };
  await planting.post(admin, '/api/v1/delegations', absence);
  const categoryId = await planting.post(admin, '/api/v1/knowledge/categories', { name: 'Marked' });
  const draft = { title: 'How to', body: 'Do it.', language: 'en', categoryId, audience: ['agents'] };
  const draftId = await planting.post(admin, '/api/v1/knowledge/drafts', draft);
  await planting.send(admin, 'POST', `/api/v1/knowledge/drafts/${draftId}/submit`, {});
  const sam = await suite.person('sam');
  await planting.send(sam, 'POST', `/api/v1/knowledge/drafts/${draftId}/approve`);
  const article = `/api/v1/knowledge/articles/${draftId}`;
  planting.known.learn('/api/v1/knowledge/articles', { id: draftId });
  await planting.send(mia, 'POST', `${article}/votes`, { helpful: false, comment: SAID });
  await planting.send(mia, 'POST', `${article}/errors`, { comment: SAID });
  await planting.send(mia, 'POST', '/api/v1/knowledge-search', { question: SAID });
  const file = { 'content-type': 'application/pdf', 'x-file-name': `${phone}.pdf` };
  await planting.post(admin, '/api/v1/files', '%PDF-1.7 marked', file);
  const { id: scorecardId } = await planting.first('/api/v1/scorecards');
  const inspector = (await sam.get<{ subject: string }>('/api/v1/me')).body.subject;
  const subject = { kind: 'ticket', id: ticketId };
  const finishedAt = new Date().toISOString();
  const evaluation = { subject, scorecardId, inspectorIds: [inspector], agentId: miaId, finishedAt };
  const { evaluationIds } = await planting.send(admin, 'POST', '/api/v1/evaluations', evaluation);
  planting.known.learn('/api/v1/evaluations', { id: (evaluationIds as string[])[0] });
}
