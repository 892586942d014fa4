import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import type { DefinitionView, DiffView, VersionView } from '../../src/process-definition/process-definition.dto.js';
import type { DraftView, ProposalsView } from '../../src/process-definition/process-draft.dto.js';
import { ticketCenter } from '../../src/service.js';
import { bpmnOf, callerOf, decisionNamed, lineOf, lookupsOf, published, saved } from './processes-in-a-spec.js';

const DRAFTS = '/api/v1/process-drafts';
const PROCESSES = '/api/v1/process-definitions';
/** A flow comes from an element that is not there. */
const BROKEN = bpmnOf(lineOf('broken', 'call').replace('sourceRef="broken_start"', 'sourceRef="nowhere"'));

/** No default, a variable nothing sets, a join that may wait for ever, and a way without an end. */
const UNSOUND = bpmnOf(`<bpmn:process id="unsound" isExecutable="true">
  <bpmn:startEvent id="start"/><bpmn:inclusiveGateway id="choice"/><bpmn:parallelGateway id="join"/>
  <bpmn:manualTask id="a"/><bpmn:manualTask id="b"/><bpmn:manualTask id="stops"/><bpmn:endEvent id="end"/>
  <bpmn:sequenceFlow id="in" sourceRef="start" targetRef="choice"/>
  <bpmn:sequenceFlow id="first" sourceRef="choice" targetRef="a">
    <bpmn:conditionExpression>amount > 1</bpmn:conditionExpression></bpmn:sequenceFlow>
  <bpmn:sequenceFlow id="second" sourceRef="choice" targetRef="b">
    <bpmn:conditionExpression>1 > 2</bpmn:conditionExpression></bpmn:sequenceFlow>
  <bpmn:sequenceFlow id="third" sourceRef="choice" targetRef="stops">
    <bpmn:conditionExpression>2 > 3</bpmn:conditionExpression></bpmn:sequenceFlow>
  <bpmn:sequenceFlow id="ja" sourceRef="a" targetRef="join"/><bpmn:sequenceFlow id="jb" sourceRef="b" targetRef="join"/>
  <bpmn:sequenceFlow id="out" sourceRef="join" targetRef="end"/>
</bpmn:process>`);

interface List<Item> {
  items: Item[];
  next: string | null;
}

describe('processes over HTTP', () => {
  let service: ServiceInTest;
  let mia: ApiClient;

  beforeAll(async () => {
    service = await startForTest(ticketCenter, { tenants: ['acme', 'other'] });
    await service.openLoopback();
    mia = await service.as('process:*');
  });
  afterAll(() => service.stop());

  const definition = async (id: string) => (await mia.get<DefinitionView>(`${PROCESSES}/${id}`)).body;
  const withConnector = async (name: string) =>
    (await service.as('connector:configure')).put(`/api/v1/connectors/${name}`, { baseUrl: 'http://127.0.0.1:9' });
  const xmlOf = (path: string) => mia.get<string>(path);

  describe('a draft', () => {
    it('is checked at once, and gives its files back as they came', async () => {
      const [bpmn, decisions] = [bpmnOf(lineOf('plain', 'call')), [decisionNamed('level'), decisionNamed('other')]];
      const { status, body, headers } = await saved(mia, bpmn, decisions);
      expect(status).toBe(201);
      expect(headers.get('etag')).toBe('"1"');
      expect(body).toMatchObject({ status: 'open', errors: 0, savedBy: 'mia', published: [] });
      expect(body.processes).toEqual([{ id: 'plain', name: 'plain process' }]);
      const file = await xmlOf(`${DRAFTS}/${body.id}/bpmn`);
      expect(file.headers.get('content-type')).toBe('application/xml; charset=utf-8');
      expect(file.body).toBe(bpmn);
      expect((await mia.get<List<string>>(`${DRAFTS}/${body.id}/decisions`)).body.items).toEqual(decisions);
    });

    it('with errors is kept with them, named by their elements, and not published', async () => {
      const { status, body } = await saved(mia, BROKEN);
      expect(status).toBe(201);
      const { problems } = (await mia.get<DraftView>(`${DRAFTS}/${body.id}`)).body;
      expect(problems).toEqual(body.problems);
      const errors = problems.filter(({ severity }) => severity === 'error');
      expect(errors.length).toBe(body.errors);
      expect(errors.map(({ element }) => element)).toContain('broken_start-broken_call');
      const refused = await mia.post<Problem>(`${DRAFTS}/${body.id}/publish`, {});
      expect(refused).toMatchObject({ status: 422, body: { code: 'process-draft-has-errors' } });
      expect(await mia.get(`${PROCESSES}/broken`)).toMatchObject({ status: 404, body: { code: 'process-not-found' } });
    });

    it('is replaced by who knows its version, and by nobody else', async () => {
      const { id } = (await saved(mia, BROKEN)).body;
      const body = { name: 'Mended', bpmn: bpmnOf(lineOf('mended', 'call')) };
      expect(await mia.put(`${DRAFTS}/${id}`, body)).toMatchObject({ status: 428 });
      const mended = await mia.put<DraftView>(`${DRAFTS}/${id}`, body, { 'if-match': '"1"' });
      expect(mended.body).toMatchObject({ version: 2, name: 'Mended', errors: 0, problems: [] });
      expect(await mia.put(`${DRAFTS}/${id}`, body, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
    });

    it('names only connectors and processes that are there', async () => {
      const [asking, calling] = [bpmnOf(lookupsOf('asking', 'crm', 'customer')), bpmnOf(callerOf('calling', 'called'))];
      const found = async (bpmn: string) =>
        (await saved(mia, bpmn)).body.problems.map(({ code, element }) => [code, element]);
      expect(await found(asking)).toEqual([['unknown-connector', 'asking_customer']]);
      expect(await found(calling)).toEqual([['unknown-process', 'calling_call']]);
      await withConnector('crm');
      await published(mia, bpmnOf(lineOf('called', 'call')));
      expect(await found(asking)).toEqual([]);
      expect(await found(calling)).toEqual([]);
    });

    it('is checked again when it is published: others have published in the meantime', async () => {
      await published(mia, bpmnOf(lineOf('ring-a', 'call')));
      await published(mia, bpmnOf(lineOf('ring-b', 'call')));
      const one = (await saved(mia, bpmnOf(callerOf('ring-a', 'ring-b')))).body;
      const other = (await saved(mia, bpmnOf(callerOf('ring-b', 'ring-a')))).body;
      expect([one.errors, other.errors]).toEqual([0, 0]);
      expect(await mia.post(`${DRAFTS}/${one.id}/publish`, {})).toMatchObject({ status: 200 });
      const refused = await mia.post<Problem>(`${DRAFTS}/${other.id}/publish`, {});
      expect(refused).toMatchObject({ status: 422, body: { code: 'process-draft-has-errors' } });
      expect(refused.body.detail).toContain('without end');
    });

    it('that may stop, or names what is not there, is not published, and told all of it', async () => {
      const { body } = await saved(mia, UNSOUND);
      const { problems } = (await mia.get<DraftView>(`${DRAFTS}/${body.id}`)).body;
      const expected = [
        { code: 'dead-end', element: 'stops', severity: 'error' },
        { code: 'join-may-stick', element: 'join', severity: 'error' },
        { code: 'never-set', element: 'first', severity: 'error' },
        { code: 'no-default', element: 'choice', severity: 'error' },
      ];
      const sorted = (all: readonly { code: string }[]) => all.toSorted((a, b) => (a.code < b.code ? -1 : 1));
      expect(sorted(problems)).toMatchObject(expected);
      const refused = await mia.post<Problem>(`${DRAFTS}/${body.id}/publish`, {});
      expect(refused).toMatchObject({ status: 422, body: { code: 'process-draft-has-errors' } });
      const named = refused.body.errors!.map(({ field }) => field);
      expect(named.toSorted()).toEqual(['choice', 'first', 'join', 'stops']);
      const promised = bpmnOf(
        lineOf('promised', 'call').replace('isExecutable', 'sb:sla="never-heard-of" isExecutable'),
      );
      const { errors } = (await published(mia, promised)).body as unknown as Problem;
      expect(errors).toEqual([{ field: 'promised', message: 'There is no SLA "never-heard-of".' }]);
    });

    it('with an id or a name that is too long is not published', async () => {
      const { problems } = (await saved(mia, bpmnOf(lineOf('x'.repeat(256), 'call')))).body;
      expect(problems.map(({ code }) => code)).toEqual(['too-long', 'too-long']);
    });

    it('is told which of its parts could run at the same time, once it has no errors', async () => {
      const draft = await saved(mia, bpmnOf(lineOf('alone', 'call'), lookupsOf('asked', 'erp', 'stock', 'price')));
      const path = `${DRAFTS}/${draft.body.id}/parallel-proposals`;
      expect((await mia.get<ProposalsView>(path)).body.items).toEqual([]);
      await withConnector('erp');
      const { items } = (await mia.get<ProposalsView>(path)).body;
      expect(items).toMatchObject([
        { process: 'asked', kind: 'parallel-calls', parts: [['asked_stock'], ['asked_price']] },
      ]);
      expect(items[0]!.reason).toContain('at the same time');
    });

    it('must be BPMN at least', async () => {
      expect(await saved(mia, 'no XML at all')).toMatchObject({ status: 422, body: { code: 'process-not-bpmn' } });
      expect(await saved(mia, bpmnOf(), ['<no/>'])).toMatchObject({ status: 422, body: { code: 'decision-not-dmn' } });
    });

    it('is listed without its files, the newest first', async () => {
      const { id, errors } = (await saved(mia, BROKEN)).body;
      const { items, next } = (await mia.get<List<DraftView>>(`${DRAFTS}?limit=1`)).body;
      expect(items).toMatchObject([{ id, errors, status: 'open' }]);
      expect(Object.keys(items[0]!)).not.toContain('source');
      expect(next).not.toBeNull();
    });
  });

  describe('a published version', () => {
    it('is what was given, with who, when and why, for good', async () => {
      const [first, second] = [bpmnOf(lineOf('parcel', 'call')), bpmnOf(lineOf('parcel', 'call', 'visit'))];
      await published(mia, first, { note: 'To begin with' });
      await published(mia, second, { note: 'With a visit' });
      const { items } = (await mia.get<List<VersionView>>(`${PROCESSES}/parcel/versions`)).body;
      expect(items).toMatchObject([
        { number: 2, note: 'With a visit', publishedBy: 'mia', publishedAt: service.clock.now().toISOString() },
        { number: 1, note: 'To begin with' },
      ]);
      expect(new Set(items.map(({ sha256 }) => sha256)).size).toBe(2);
      expect((await mia.get<VersionView>(`${PROCESSES}/parcel/versions/1`)).body).toEqual(items[1]);
      const file = await xmlOf(`${PROCESSES}/parcel/versions/1/bpmn`);
      expect(file.headers.get('content-type')).toBe('application/xml; charset=utf-8');
      expect(file.body).toBe(first);
      expect((await xmlOf(`${PROCESSES}/parcel/versions/2/bpmn`)).body).toBe(second);
    });

    it('is not changed by its draft any more, which is closed', async () => {
      const { body } = await published(mia, bpmnOf(lineOf('closed', 'call')));
      expect(body).toMatchObject({ status: 'published', published: [{ definitionId: 'closed', number: 1 }] });
      const again = { name: 'Again', bpmn: bpmnOf(lineOf('closed')) };
      const refusal = { status: 409, body: { code: 'process-draft-published' } };
      expect(await mia.put(`${DRAFTS}/${body.id}`, again, { 'if-match': '"2"' })).toMatchObject(refusal);
      expect(await mia.post(`${DRAFTS}/${body.id}/publish`, {})).toMatchObject(refusal);
      expect((await definition('closed')).latest).toBe(1);
    });

    it('is made of every executable process of the file', async () => {
      await published(mia, bpmnOf(lineOf('pair-b', 'call')));
      const { body } = await published(mia, bpmnOf(lineOf('pair-b', 'call'), lineOf('pair-a', 'visit')));
      expect(body.published).toEqual([
        { definitionId: 'pair-a', number: 1 },
        { definitionId: 'pair-b', number: 2 },
      ]);
    });

    it('is published for all processes of the file or for none', async () => {
      await published(mia, bpmnOf(lineOf('torn-b', 'call')));
      await published(mia, bpmnOf(lineOf('torn-b', 'call')), { percent: 10 });
      const refused = await published(mia, bpmnOf(lineOf('torn-a', 'visit'), lineOf('torn-b', 'call')));
      expect(refused).toMatchObject({ status: 409, body: { code: 'process-rollout-under-way' } });
      expect(await mia.get(`${PROCESSES}/torn-a`)).toMatchObject({ status: 404 });
      expect((await definition('torn-b')).latest).toBe(2);
    });

    it('takes a file beyond the 64 KB of a text column', async () => {
      const tasks = Array.from({ length: 600 }, (_, n) => `task${n}`);
      const long = bpmnOf(lineOf('long', ...tasks));
      expect(long.length).toBeGreaterThan(70_000);
      await published(mia, long);
      expect((await xmlOf(`${PROCESSES}/long/versions/1/bpmn`)).body).toBe(long);
    });

    it('is found by any id the file may give it, and told apart by case', async () => {
      await published(mia, bpmnOf(lineOf('Complaint_2.1-x', 'call')));
      const { body } = await mia.get<DefinitionView>(`${PROCESSES}/${encodeURIComponent('Complaint_2.1-x')}`);
      expect(body).toMatchObject({ id: 'Complaint_2.1-x', stable: 1 });
      await published(mia, bpmnOf(lineOf('Cased', 'call')));
      expect(await mia.get(`${PROCESSES}/cased`)).toMatchObject({ status: 404 });
    });

    it('is published once by one Idempotency-Key, and answered alike', async () => {
      const { id } = (await saved(mia, bpmnOf(lineOf('repeated', 'call')))).body;
      const publish = () => mia.post<DraftView>(`${DRAFTS}/${id}/publish`, {}, { 'idempotency-key': 'publish-once' });
      const [first, second] = [await publish(), await publish()];
      expect(first).toMatchObject({ status: 200, body: { published: [{ definitionId: 'repeated', number: 1 }] } });
      expect(second.body).toEqual(first.body);
    });

    it('is found by nobody else: other tenants, other numbers, other permissions', async () => {
      await published(mia, bpmnOf(lineOf('mine', 'call')));
      const stranger = await service.asCaller({ tenant: 'other' }, 'process:*');
      expect(await stranger.get(`${PROCESSES}/mine/versions/1`)).toMatchObject({ status: 404 });
      expect(await mia.get(`${PROCESSES}/mine/versions/2/bpmn`)).toMatchObject({
        status: 404,
        body: { code: 'process-version-not-found' },
      });
      const [reader, designer] = [await service.as('process:read'), await service.as('process:read', 'process:design')];
      expect(await saved(reader, bpmnOf(lineOf('mine')))).toMatchObject({ status: 403 });
      expect(await published(designer, bpmnOf(lineOf('mine')))).toMatchObject({ status: 403 });
    });
  });

  describe('the difference of two versions', () => {
    it('names what came, what went and what is otherwise', async () => {
      await published(mia, bpmnOf(lineOf('shifting', 'call', 'visit')));
      const renamed = lineOf('shifting', 'call', 'ask').replace('name="call"', 'name="Call the customer"');
      await published(mia, bpmnOf(renamed));
      const { nodes, flows } = (await mia.get<DiffView>(`${PROCESSES}/shifting/diff?from=1&to=2`)).body;
      expect(nodes.added).toEqual([{ id: 'shifting_ask', name: 'ask' }]);
      expect(nodes.removed).toEqual([{ id: 'shifting_visit', name: 'visit' }]);
      expect(nodes.changed).toEqual([
        {
          id: 'shifting_call',
          name: 'Call the customer',
          differences: [{ attribute: 'name', from: 'call', to: 'Call the customer' }],
        },
      ]);
      expect(flows.added.map(({ id }) => id)).toEqual(['shifting_ask-shifting_end', 'shifting_call-shifting_ask']);
      expect(await mia.get(`${PROCESSES}/shifting/diff?from=1&to=3`)).toMatchObject({ status: 404 });
      // Neither is there: what the second look finds is nobody's to end the process with.
      expect(await mia.get(`${PROCESSES}/shifting/diff?from=7&to=8`)).toMatchObject({ status: 404 });
    });
  });
});
