import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { EntitySchema, ObjectLiteral } from 'typeorm';
import { FindingSchema } from '../../operations-center/src/inspection/findings/finding.schema.js';
import { PromiseSchema } from '../../operations-center/src/inspection/promises/promise.schema.js';
import { SubjectSchema } from '../../operations-center/src/inspection/subjects/subject.schema.js';
import { IncomingMailSchema } from '../../ticket-center/src/mailbox/incoming/incoming-mail.schema.js';
import { OutgoingMailSchema } from '../../ticket-center/src/mailbox/outgoing/outgoing-mail.schema.js';
import { KnownThings } from './masks/known-things.js';
import { Planting } from './masks/planting.js';
import type { SuiteInTest } from './suite-in-test.js';

/** The parts of a customer's view that are lists of what was done with them: one of each is planted. */
export const everyPart = [
  ...['tickets', 'contacts', 'interactionEvents', 'conversations', 'tasks', 'doNotCall', 'suppressions'],
  ...['consents', 'promises', 'visits', 'incomingMails', 'outgoingMails', 'questionnaireResponses'],
  ...['surveyReplies', 'findings'],
];

/** Customers who have one of everything that any context keeps. */
export class PlantedCustomers {
  private constructor(
    private readonly suite: SuiteInTest,
    private readonly by: Planting,
    private readonly surveyId: string,
  ) {}

  static async begin(suite: SuiteInTest): Promise<PlantedCustomers> {
    const by = await Planting.begin(suite, new KnownThings());
    const questionnaire = '/api/v1/questionnaires/after-all';
    const questions = [{ kind: 'text', id: 'said', title: 'Said' }];
    await by.send(by.admin, 'PUT', questionnaire, { title: 'After all', questions });
    await by.send(by.admin, 'POST', `${questionnaire}/publish`);
    const score = { id: 'how', text: 'How was it?', kind: 'score', from: 1, to: 5, top: 2 };
    const survey = { title: 'How it was', kind: 'csat', questions: [score], isAnonymous: false };
    const surveyId = await by.post(by.admin, '/api/v1/surveys', survey);
    await by.send(by.admin, 'POST', `/api/v1/surveys/${surveyId}/open`);
    return new PlantedCustomers(suite, by, surveyId);
  }

  /** @returns their id */
  async plant(phone: string): Promise<string> {
    const { admin } = this.by;
    const customerId = await this.by.post(admin, '/api/v1/customers', { name: 'Planted', phones: [phone] });
    const contactId = await this.#contacts(customerId, phone);
    const ticketId = await this.#tickets(customerId);
    await this.#mails(ticketId);
    await this.#inspection(customerId, contactId);
    return customerId;
  }

  async #contacts(customerId: string, phone: string): Promise<string> {
    const { admin, portal } = this.by;
    const opened = await this.by.send(portal, 'POST', '/api/v1/conversations', { customerId, address: phone });
    const { items } = (await admin.get<{ items: { id: string }[] }>(`/api/v1/contacts?customerId=${customerId}`)).body;
    const contactId = (opened.contactId as string | undefined) ?? items[0]!.id;
    const event = { type: 'consultation', topic: 'broadband', summary: 'Asks', contactIds: [contactId] };
    await this.by.post(admin, '/api/v1/interaction-events', event);
    await this.by.post(admin, '/api/v1/do-not-call', { number: phone, reason: 'asked' });
    const given = { number: phone, purpose: 'marketing', proof: 'recorded', givenAt: '2026-01-01T00:00:00Z' };
    await this.by.post(admin, '/api/v1/consents', given);
    await this.by.send(admin, 'PUT', `/api/v1/suppressions/${customerId}`, { reason: 'asked' });
    const reply = { answers: { how: 5 }, respondent: customerId };
    await this.by.send(portal, 'POST', `/api/v1/surveys/${this.surveyId}/replies`, reply);
    return contactId;
  }

  async #tickets(customerId: string): Promise<string> {
    const { admin, mia } = this.by;
    const ticketId = await this.by.post(mia, '/api/v1/tickets', {
      ticketType: 'fault',
      customerId,
      subject: 'No light',
    });
    await this.by.send(mia, 'POST', `/api/v1/tickets/${ticketId}/grab`);
    await this.by.send(mia, 'POST', `/api/v1/tickets/${ticketId}/dispatch`);
    await this.by.post(admin, '/api/v1/tasks', { kind: 'care', customerId });
    const answers = { subject: { kind: 'ticket', id: ticketId }, customerId, answers: { said: 'Well.' } };
    await this.by.post(admin, '/api/v1/questionnaires/after-all/responses', answers);
    return ticketId;
  }

  async #mails(ticketId: string): Promise<void> {
    const at = new Date();
    const id = newId(at);
    const both = { id, mailboxId: id, messageId: id, messageKey: id, attempts: 0, dueAt: null, subject: 'Light' };
    await this.#insert('ticket-center', IncomingMailSchema, {
      ...both,
      ...{ ticketId, uidValidity: '1', uid: 1, sourceKey: null, bytes: 1, hash: null, state: 'handled', reason: null },
      ...{ outcome: 'opened', settled: true, receivedAt: at, handledAt: at, sender: 'a@example.com', senderKey: null },
      ...{ senderName: null, text: 'Dark', hasHtml: false },
    });
    await this.#insert('ticket-center', OutgoingMailSchema, {
      ...both,
      ...{
        ticketId,
        sourceId: id,
        kind: 'reply',
        recipient: 'a@example.com',
        text: 'Soon',
        inReplyTo: null,
        chain: [],
      },
      ...{ state: 'sent', failure: null, createdAt: at, sentAt: at },
    });
  }

  async #inspection(customerId: string, contactId: string): Promise<void> {
    const at = new Date();
    const of = { id: newId(at), kind: 'chat', agentId: null, rule: 'promised' };
    const subjectId = newId(at);
    await this.#insert('operations-center', SubjectSchema, {
      ...{ ...of, id: subjectId, customerId, channel: 'web-chat', queueId: null, conversationId: contactId },
      ...{ startedAt: at, state: 'inspected', endedAt: at, inspectedAt: at, dueAt: null, attempts: 0, judgedBy: null },
      ...{ scores: null, places: 0, lastSeq: 0, facts: {}, demand: 'unknown', demandBy: null, demandDueAt: null },
    });
    await this.#insert('operations-center', FindingSchema, {
      ...{ ...of, subjectId, print: 'p', place: 1, ruleSetId: of.id, ruleNo: 1, severity: 'hint', seq: null },
      ...{ spanFrom: null, spanTo: null, ofWhat: null, measured: null, isLive: false, state: 'standing', mark: null },
      ...{ markedBy: null, markedAt: null, raisedAt: at },
    });
    await this.#insert('operations-center', PromiseSchema, {
      ...{ ...of, findingId: of.id, subjectId, customerId, keptBy: 'any', saidAt: at },
      ...{ dueAt: new Date('2099-01-01T00:00:00Z'), state: 'open', settledBy: null, settledAt: null },
    });
  }

  /** What comes by mail servers and transcripts only. */
  async #insert<Row extends ObjectLiteral>(service: string, schema: EntitySchema<Row>, row: object): Promise<void> {
    const { app } = this.suite.suite.services.find(({ name }) => name === service)!;
    await runAsTenant('demo', () => app.get(Database).transaction((tx) => tx.insert(schema, row)));
  }
}
