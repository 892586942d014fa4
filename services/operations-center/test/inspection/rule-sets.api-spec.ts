import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { StubRefusal } from '#libs/testing/doubles/stub-service';
import { anId } from '../events-of-others.js';
import { InspectionDesk, segment, type Details, type Page } from './inspection-desk.js';
import { phrases } from './inspection-rules.js';

describe('operations-center: words and rules to inspect by', () => {
  let desk: InspectionDesk;

  beforeAll(async () => {
    desk = await InspectionDesk.start();
  });
  beforeEach(() => desk.logIn());
  afterAll(() => desk.stop());

  describe('lists of words', () => {
    const search = async (text: string) => {
      const { body } = await desk.supervisor.post<Page<{ word: string; from: number; to: number }>>(
        `/api/v1/inspection/word-lists/${desk.listId}/searches`,
        { text },
      );
      return body.items.map(({ word, from, to }) => `${word}: ${text.slice(from, to)}`);
    };

    it('take all of a file, or nothing and say what is wrong by line', async () => {
      const wrong = `text,category\n傻瓜,abuse\n,abuse\n${'长'.repeat(300)},abuse\n`;
      const refused = await desk.supervisor.post(`/api/v1/inspection/word-lists/${desk.listId}/files`, { csv: wrong });
      expect(refused).toMatchObject({ status: 422, body: { code: 'word-file-invalid' } });
      expect(refused.body).toMatchObject({ errors: [{ field: 'line 3: text' }, { field: 'line 4: text' }] });
      const csv =
        'text,category,variants,bySound,isException\n傻瓜,abuse,沙包|煞笔,,\n加微信,contact,,yes,\n骗子,abuse,,,\n傻瓜相机,,,,yes\n';
      const taken = await desk.supervisor.post(`/api/v1/inspection/word-lists/${desk.listId}/files`, { csv });
      expect(taken).toMatchObject({ status: 200, body: { words: 4, version: 2 } });
    });

    it('are found as variants, by sound, in traditional characters, and not within exceptions', async () => {
      expect(await search('傻 瓜，沙包，加薇芯，騙子，傻瓜相机')).toEqual([
        ...['傻瓜: 傻 瓜', '傻瓜: 沙包', '加微信: 加薇芯', '骗子: 騙子'],
      ]);
    });

    it('are searched by their words as they are now, some moments after a change', async () => {
      const change = { add: [{ text: '蠢货' }], remove: ['骗子'] };
      await desk.supervisor.post(`/api/v1/inspection/word-lists/${desk.listId}/words`, change);
      await eventually('the list is built anew', async () => (await search('蠢货，骗子')).join() === '蠢货: 蠢货');
    });
  });

  describe('rules', () => {
    it('that cannot be judged by are refused', async () => {
      const unknown = {
        ...desk.rules(),
        rules: [{ id: 'w', severity: 'minor', kind: 'forbidden-words', list: anId() }],
      };
      const unread = { ...desk.rules(), rules: [{ id: 'c', severity: 'minor', kind: 'combined', when: 'count(' }] };
      for (const content of [
        { ...unknown, items: [] },
        { ...unread, items: [] },
        { ...desk.rules(), items: [item('no')] },
      ])
        expect(await desk.supervisor.post('/api/v1/inspection/rule-sets', { name: 'wrong', content })).toMatchObject({
          status: 422,
          body: { code: 'inspection-rules-invalid' },
        });
    });

    it('rest on articles that are published', async () => {
      const knowledge = await desk.service.remote('common-center');
      const [published, withdrawn] = [anId(), anId()];
      knowledge.answers('GET', `/api/v1/knowledge/articles/${published}`, () => ({ id: published }));
      knowledge.answers('GET', `/api/v1/knowledge/articles/${withdrawn}`, () => {
        throw new StubRefusal(404, { code: 'article-not-found', status: 404, title: 'Not found' });
      });
      const restingOn = (articleId: string) => {
        const answer = { id: 'days', severity: 'minor', kind: 'answer', asked: phrases('多久'), articleId };
        const facts = [{ name: 'days', phrases: phrases('7天') }];
        const content = { ...desk.rules(), rules: [{ ...answer, facts }], items: [] };
        return desk.supervisor.post('/api/v1/inspection/rule-sets', { name: `of ${articleId}`, content });
      };
      expect((await restingOn(published)).status).toBe(201);
      expect(await restingOn(withdrawn)).toMatchObject({ status: 422, body: { code: 'inspection-article-unknown' } });
    });

    it('go live only when the draft, as it is, was tried on history', async () => {
      const added = await desk.supervisor.post<{ id: string }>('/api/v1/inspection/rule-sets', {
        ...{ name: 'everybody', content: desk.rules() },
      });
      desk.ruleSetId = added.body.id;
      const publish = () => desk.supervisor.post(`/api/v1/inspection/rule-sets/${desk.ruleSetId}/publish`);
      expect(await publish()).toMatchObject({ status: 409, body: { code: 'inspection-rule-set-untried' } });
      await desk.tryDraft(desk.ruleSetId);
      await desk.changeDraft(desk.rules());
      expect(await publish()).toMatchObject({ status: 409, body: { code: 'inspection-rule-set-untried' } });
      await desk.tryDraft(desk.ruleSetId);
      expect(await publish()).toMatchObject({ status: 200, body: { liveNo: 1, isTried: true } });
    });
  });

  it('keeps tenants apart, and asks for permissions', async () => {
    const globex = await desk.service.asCaller({ tenant: 'globex' }, 'inspection:*');
    for (const path of ['findings', 'subjects', 'promises', 'alerts'])
      expect((await globex.get<Page<object>>(`/api/v1/inspection/${path}`)).body.items).toEqual([]);
    for (const path of ['word-lists', 'rule-sets'])
      expect((await globex.get<Page<object>>(`/api/v1/inspection/${path}`)).body.items).toMatchObject([
        { name: 'Starter', version: path === 'rule-sets' ? 1 : 2 },
      ]);
    const reader = await desk.service.as('inspection:read');
    for (const [path, body] of [
      ['inspection/word-lists', { name: 'x' }],
      ['inspection/rule-sets', { name: 'x', content: desk.rules() }],
      [`transcripts/${anId()}/segments`, { segments: [segment([1, 'agent', 'x'])] }],
      [`inspection/findings/${anId()}/mark`, { mark: 'right' }],
    ] as const)
      expect((await reader.post(`/api/v1/${path}`, body)).status).toBe(403);
  });

  it('inspects by the starter rules what a new tenant says first', async () => {
    const globex = await desk.service.asCaller({ tenant: 'globex' }, 'inspection:*');
    const said = ['闭嘴，您的卡号是4111111111111111', '这是傻瓜相机', 'Shut up, you idiot'];
    const segments = said.map((text, index) => segment([index + 1, 'agent', text]));
    const contactId = anId();
    expect((await globex.post(`/api/v1/transcripts/${contactId}/segments`, { segments })).body).toEqual({ taken: 3 });
    const { findings } = (await globex.get<Details>(`/api/v1/inspection/subjects/${contactId}`)).body;
    expect(findings.map(({ rule, turn }) => [rule, turn]).sort()).toEqual([
      ...[
        ['insults', 1],
        ['insults', 3],
        ['insults', 3],
        ['secrets', 1],
      ],
    ]);
    expect((await globex.get<Page<object>>('/api/v1/inspection/alerts')).body.items).toHaveLength(4);
  });
});

function item(rule: string) {
  return { itemKey: 'x', rules: [rule] };
}
