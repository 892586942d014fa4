import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import { ticketCenter } from '../../src/service.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import { published } from '../process-definition/processes-in-a-spec.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';

/** Waits for the customer's answer; then for five minutes, on the road to the end. */
const PARCEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:test">
<message id="m" name="customer-answered" sb:correlationKey="ticketId + &quot;/where&quot;"/>
<process id="parcel" name="Parcel" isExecutable="true">
  <extensionElements>
    <sb:startVariable name="ticketId" type="string" required="true"/>
    <sb:startVariable name="parcel" type="string" required="true"/>
  </extensionElements>
  <startEvent id="start" sb:status="new"/>
  <intermediateCatchEvent id="answer" sb:status="waiting: for the address">
    <messageEventDefinition id="am" messageRef="m"/></intermediateCatchEvent>
  <intermediateCatchEvent id="sent" sb:status="solved">
    <timerEventDefinition id="t"><timeDuration xsi:type="tFormalExpression">PT5M</timeDuration></timerEventDefinition>
  </intermediateCatchEvent>
  <endEvent id="end" sb:status="closed"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="answer"/>
  <sequenceFlow id="f2" sourceRef="answer" targetRef="sent"/>
  <sequenceFlow id="f3" sourceRef="sent" targetRef="end"/>
</process></definitions>`;

describe('a ticket that a process runs', () => {
  let service: ServiceInTest;
  let mia: ApiClient;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    mia = await service.as('*');
    expect(await published(mia, PARCEL)).toMatchObject({ status: 200 });
    const type = { name: 'Lost parcel', returnVisit: false, process: 'parcel' };
    expect(await mia.put('/api/v1/ticket-types/parcel', type)).toMatchObject({ status: 200, body: type });
  });
  afterAll(() => service.stop());

  const open = (over: object = {}) =>
    mia.post<TicketView>('/api/v1/tickets', {
      ...{ ticketType: 'parcel', customerId: CUSTOMER, subject: 'Where is it?', variables: { parcel: 'P1' } },
      ...over,
    });
  const ticket = async (id: string) => (await mia.get<TicketView>(`/api/v1/tickets/${id}`)).body;
  const becomes = (id: string, status: object) =>
    eventually(`it is ${JSON.stringify(status)}`, async () => expect(await ticket(id)).toMatchObject(status), {
      every: 10,
    });
  const journalOf = async (id: string) => {
    const { body } = await mia.get<{ items: { type: string }[] }>(`/api/v1/tickets/${id}/journal`);
    return body.items.map(({ type }) => type);
  };

  it('opens with it, and has the status the process says, down to the end', async () => {
    const { id, processInstanceId } = (await open()).body;
    expect(processInstanceId).toEqual(expect.any(String));
    await becomes(id, { status: 'waiting', statusName: 'for the address' });
    const answer = { topic: 'where', answer: { address: '1 Park Road' } };
    const once = { 'idempotency-key': `answer-${id}` };
    expect(await mia.post(`/api/v1/tickets/${id}/answers`, answer, once)).toMatchObject({ status: 200 });
    await becomes(id, { status: 'solved', statusName: null, solvedAt: expect.any(String) });
    service.clock.advance({ minutes: 5 });
    await becomes(id, { status: 'closed', archivedAt: expect.any(String) });
    expect(await journalOf(id)).toEqual(
      expect.arrayContaining(['ticket-opened', 'ticket-solved', 'ticket-closed', 'ticket-archived']),
    );
  });

  it('can be taken and talked about, but goes on only as the process says', async () => {
    const { id } = (await open()).body;
    await becomes(id, { status: 'waiting' });
    expect(await mia.post(`/api/v1/tickets/${id}/grab`)).toMatchObject({ status: 200, body: { status: 'waiting' } });
    expect(await mia.post(`/api/v1/tickets/${id}/reply`, { text: 'We look.' })).toMatchObject({ status: 200 });
    for (const [verb, body] of [
      ...[['resume', {}] as const, ['close', {}] as const, ['dispatch', {}] as const, ['wait', {}] as const],
      ...[['solve', { solution: 'Sent.' }] as const, ['reopen', { reason: 'Again.' }] as const],
    ])
      expect(await mia.post<Problem>(`/api/v1/tickets/${id}/${verb}`, body)).toMatchObject({
        status: 409,
        body: { code: 'ticket-run-by-process' },
      });
  });

  it('is not opened when its process cannot begin with what is given, and no number is lost', async () => {
    const first = (await open()).body.number;
    expect(await open({ variables: {} })).toMatchObject({ status: 422 });
    const numbers = [first, (await open()).body.number].map((number) => Number(number.slice(-6)));
    expect(numbers[1]).toBe(numbers[0]! + 1);
  });

  it('is opened once when the request comes twice, with one process', async () => {
    const key = { 'idempotency-key': 'twice' };
    const body = { ticketType: 'parcel', customerId: CUSTOMER, subject: 'Twice', variables: { parcel: 'P2' } };
    const [one, other] = [
      await mia.post<TicketView>('/api/v1/tickets', body, key),
      await mia.post<TicketView>('/api/v1/tickets', body, key),
    ];
    expect(other.body.processInstanceId).toBe(one.body.processInstanceId);
  });

  it('does not answer for a ticket without a process', async () => {
    const { id } = (await open({ ticketType: 'general', variables: {} })).body;
    const answer = { topic: 'where', answer: {} };
    expect(await mia.post(`/api/v1/tickets/${id}/answers`, answer)).toMatchObject({
      status: 409,
      body: { code: 'ticket-without-process' },
    });
  });
});
