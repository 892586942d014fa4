import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../src/service.js';
import { bpmnOf, published, saved } from '../process-definition/processes-in-a-spec.js';

const asking = (...fields: string[]) => ({
  jsonSchema: {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field, { type: 'string' }])),
    additionalProperties: false,
  },
});
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });

function processWithForm(id: string, form: string, condition: string): string {
  return `<bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="s"/>
    <bpmn:userTask id="ask" sb:form="${form}" default="no"/><bpmn:endEvent id="e"/><bpmn:endEvent id="e2"/>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="ask"/>
    <bpmn:sequenceFlow id="no" sourceRef="ask" targetRef="e"/>
    <bpmn:sequenceFlow id="yes" sourceRef="ask" targetRef="e2">
      <bpmn:conditionExpression>${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>
  </bpmn:process>`;
}

describe('forms', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    mia = await service.as('form:*', 'process:*');
  });
  afterAll(() => service.stop());

  it('of the house are there from the start', async () => {
    const { body } = await mia.get<{ items: { name: string; version: number }[] }>('/api/v1/forms?limit=200');
    expect(body.items).toContainEqual(expect.objectContaining({ name: 'approval-decision', version: 1 }));
    expect((await mia.get('/api/v1/forms/order-request')).body).toMatchObject({
      blocks: [{ name: 'order', version: 1 }],
    });
  });

  it('come in pages, the newest version of each', async () => {
    await mia.put('/api/v1/forms/aaa', asking('one'));
    await mia.put('/api/v1/forms/aaa', asking('two'), ifMatch(1));
    const first = await mia.get<{ items: { name: string; version: number }[]; next: string }>('/api/v1/forms?limit=1');
    expect(first.body.items).toMatchObject([{ name: 'aaa', version: 2 }]);
    const second = await mia.get<{ items: { name: string }[] }>(`/api/v1/forms?limit=1&cursor=${first.body.next}`);
    expect(second.body.items).toMatchObject([{ name: 'address' }]);
  });

  it('get a new version with each change, and keep every earlier one', async () => {
    await mia.put('/api/v1/forms/survey', asking('one'));
    const second = await mia.put('/api/v1/forms/survey', { ...asking('two'), note: 'another question' }, ifMatch(1));
    expect(second).toMatchObject({ status: 200, body: { version: 2, createdBy: 'mia', note: 'another question' } });
    expect(second.headers.get('etag')).toBe('"2"');
    expect((await mia.get('/api/v1/forms/survey')).body).toMatchObject({ version: 2, ...asking('two') });
    expect((await mia.get('/api/v1/forms/survey/versions/1')).body).toMatchObject({ version: 1, ...asking('one') });
    const { body } = await mia.get<{ items: object[] }>('/api/v1/forms/survey/versions');
    expect(body.items).toMatchObject([{ version: 2 }, { version: 1 }]);
  });

  it('are changed by those who say which version they have seen', async () => {
    await mia.put('/api/v1/forms/contested', asking('one'));
    expect((await mia.put('/api/v1/forms/contested', asking('two'))).status).toBe(428);
    const both = ['mine', 'theirs'].map((field) => mia.put('/api/v1/forms/contested', asking(field), ifMatch(1)));
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('that cannot be judged by, or have no proper name, are refused', async () => {
    const open = { jsonSchema: { type: 'object' } };
    expect(await mia.put('/api/v1/forms/open', open)).toMatchObject({
      status: 422,
      body: { code: 'form-content-refused', errors: [{ pointer: '/jsonSchema' }] },
    });
    expect((await mia.put('/api/v1/forms/Not%20A%20Name', asking('one'))).status).toBe(422);
    expect((await mia.get('/api/v1/forms/open')).status).toBe(404);
    expect((await mia.get('/api/v1/forms/survey/versions/9')).status).toBe(404);
  });

  it('have to be there before a process may name them', async () => {
    const file = bpmnOf(processWithForm('needs-form', 'not-yet', 'answer = "yes"'));
    expect(await published(mia, file)).toMatchObject({ status: 422, body: { code: 'process-draft-has-errors' } });
    expect((await saved(mia, file)).body.problems).toContainEqual(
      expect.objectContaining({ code: 'unknown-form', element: 'ask' }),
    );
    await mia.put('/api/v1/forms/not-yet', asking('answer'));
    expect(await published(mia, file)).toMatchObject({ status: 200 });
  });

  it('say which variables a process has after them', async () => {
    await mia.put('/api/v1/forms/one-field', asking('answer'));
    const problems = async (condition: string) =>
      (await saved(mia, bpmnOf(processWithForm('reads-form', 'one-field', condition)))).body.problems;
    expect(await problems('answer = "yes"')).toEqual([]);
    expect(await problems('reply = "yes"')).toContainEqual(expect.objectContaining({ element: 'yes' }));
  });
});
