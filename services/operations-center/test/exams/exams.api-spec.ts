import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SqliteDatabase } from '#libs/persistence/sqlite/sqlite-database';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { operationsCenter } from '../../src/service.js';
import { anId } from '../events-of-others.js';
import { BANK, DEVICE, ExamRoom, type Candidate } from './exam-room.js';
import { FloorEvents } from '../floor-events.js';

interface Question {
  id: string;
  version: number;
}
const QUESTIONS = '/api/v1/exam-questions';
const CONVERSATION = '0199d2f0-0000-7000-8000-0000000000aa';
const WITHIN = { text: 'Is it so?', content: { type: 'true-false', correct: true } };

describe('operations-center: exams', () => {
  let service: ServiceInTest;
  let room: ExamRoom;
  let supervisor: ApiClient;

  /** Anew each time: the clock goes on by hours. */
  async function logIn() {
    supervisor = await service.asCaller({ subject: 'sue' }, 'exam:*', 'exam-question:*');
    room = new ExamRoom(service, supervisor);
  }

  beforeAll(async () => {
    service = await startForTest(operationsCenter);
    await logIn();
  });
  beforeEach(logIn);
  afterAll(() => service.stop());

  describe('the bank', () => {
    it('keeps every version of a question, and takes a change of the newest only', async () => {
      const { body } = await supervisor.post<Question>(QUESTIONS, { ...WITHIN, tags: ['versions'] });
      const path = `${QUESTIONS}/${body.id}`;
      const change = { ...WITHIN, text: 'Is it really so?', tags: ['versions'] };
      expect(await supervisor.put(path, change)).toMatchObject({ status: 428 });
      expect(await supervisor.put(path, change, { 'if-match': '"1"' })).toMatchObject({ body: { version: 2 } });
      expect(await supervisor.put(path, change, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
      const versions = await supervisor.get<{ items: unknown[] }>(`${path}/versions`);
      expect(versions.body.items).toMatchObject([
        { version: 2, endedAt: null },
        { version: 1, text: 'Is it so?' },
      ]);
      await supervisor.post(`${path}/retire`);
      expect((await supervisor.get(`${QUESTIONS}?tag=versions`)).body).toEqual({ items: [], next: null });
      expect(await supervisor.post(`${path}/retire`)).toMatchObject({ body: { code: 'exam-question-retired' } });
    });

    it.each([
      ['a key outside the options', { type: 'single', options: ['a', 'b'], correct: 2 }],
      ['a question of an unknown kind', { type: 'dance' }],
      ['one option', { type: 'multiple', options: ['a'], correct: [0] }],
    ])('refuses %s', async (_, content) => {
      expect(await supervisor.post(QUESTIONS, { text: 'x', content })).toMatchObject({ status: 422 });
    });

    it('takes a file whole, or says what is wrong in which line and takes nothing', async () => {
      const head = 'type,text,options,correct,tags,difficulty';
      const good = [
        'single,"Two\nlines",yes|no,1,csv,2',
        'fill-in,Hotline,,12315=12345,csv,4',
        'multiple,Which,a|b|c,1|3,csv,1',
      ];
      const csv = (lines: string[]) =>
        supervisor.post(`${QUESTIONS}/import`, [head, ...lines].join('\n'), { 'content-type': 'text/csv' });
      const bad = [...good, 'single,Broken,yes|no,3,csv,2', 'true-false,Also,,perhaps,csv,9'];
      expect((await csv(bad)).body).toMatchObject({
        added: 0,
        errors: [
          { line: 6, field: 'content', message: expect.any(String) },
          { line: 7, field: 'difficulty' },
          { line: 7, field: expect.stringContaining('content') },
        ],
      });
      expect((await supervisor.get<{ items: unknown[] }>(`${QUESTIONS}?tag=csv`)).body.items).toHaveLength(0);
      expect((await csv(good)).body).toEqual({ added: 3, errors: [] });
      const hard = await supervisor.get<{ items: unknown[] }>(`${QUESTIONS}?tag=csv&difficulty=4`);
      expect(hard.body.items).toMatchObject([{ content: { blanks: [{ accepted: ['12315', '12345'] }] } }]);
      expect((await supervisor.post(`${QUESTIONS}/import`, [WITHIN, { text: '' }])).body).toMatchObject({
        errors: [
          { line: 2, field: 'text' },
          { line: 2, field: 'content' },
        ],
      });
    });

    it('keeps of a real dialogue nothing in clear', async () => {
      const said = (senderRole: string, text: string | null, visibility = 'all') => ({ senderRole, text, visibility });
      (await service.remote('call-center')).answers('GET', `/api/v1/conversations/${CONVERSATION}/messages`, () => ({
        items: [
          said('customer', '我是王小明，电话 138 0013 8000，邮箱 ming@example.com'),
          said('agent', '王小明您好，身份证是 11010519491231002X 吗？'),
          said('agent', 'he has paid by 6222020200112233445', 'agents'),
          said('system', 'joined'),
        ],
      }));
      const body = {
        text: 'Was the caller verified?',
        tags: ['case'],
        conversationId: CONVERSATION,
        names: ['王小明'],
      };
      const asked = { ...body, asks: { type: 'true-false', correct: true } };
      const added = await supervisor.post<Question>(`${QUESTIONS}/from-dialogue`, asked);
      expect(added.status).toBe(201);
      const kept = JSON.stringify((await supervisor.get(`${QUESTIONS}/${added.body.id}`)).body);
      for (const clear of ['13800138000', '138 0013 8000', 'ming@', '小明', '19491231', '6222'])
        expect(kept).not.toContain(clear);
      expect(kept).toContain('王*明您好');
      const unknown = { ...asked, conversationId: anId() };
      expect(await supervisor.post(`${QUESTIONS}/from-dialogue`, unknown)).toMatchObject({
        body: { code: 'exam-dialogue-not-found' },
      });
    });
  });

  describe('a paper', () => {
    it('comes again from its seed, also when the bank has changed since', async () => {
      const ids = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => room.question(`Q${n}`, WITHIN.content, ['seed'])));
      const exam = await room.examOf([{ count: 3, points: 1, tags: ['seed'] }]);
      const draw = () =>
        supervisor.post<{ id: string; questions: unknown }>(`/api/v1/exams/${exam}/papers`, { seed: 42 });
      const [one, two] = [await draw(), await draw()];
      expect(one.body.questions).toEqual(two.body.questions);
      service.clock.advance({ seconds: 1 });
      await supervisor.post(`${QUESTIONS}/${ids[0]}/retire`);
      await supervisor.put(`${QUESTIONS}/${ids[1]}`, WITHIN, { 'if-match': '*' });
      await room.question('Q7', WITHIN.content, ['seed']);
      expect((await supervisor.get(`/api/v1/exam-papers/${one.body.id}/redrawn`)).body).toMatchObject({
        seed: 42,
        same: true,
        questions: one.body.questions,
      });
    });

    it('is refused where the bank has too few questions, line by line', async () => {
      const exam = await room.examOf([{ count: 2, points: 1, tags: ['no-such-tag'] }]);
      expect(await supervisor.post(`/api/v1/exams/${exam}/papers`, {})).toMatchObject({
        status: 409,
        body: { code: 'exam-too-few-questions', errors: [{ field: 'blueprint.0' }] },
      });
    });
  });

  describe('an attempt', () => {
    let mia: Candidate;
    let exam: string;
    beforeAll(async () => {
      exam = await room.exam('one', { attempts: 2, coolDownMinutes: 60 }, ['shout']);
      mia = await room.candidate('mia');
    });

    it('begins by the clock of the server, shuffled, and shows no key', async () => {
      expect(await mia.begin(exam)).toMatchObject({ status: 201, body: { number: 1, secondsLeft: 1_800 } });
      const seen = JSON.stringify(mia.attempt);
      for (const hidden of ['correct', 'accepted', '12315']) expect(seen).not.toContain(hidden);
      expect(mia.attempt.questions.every(({ key, points }) => key === null && points === null)).toBe(true);
      expect(mia.shown('verify').choices.toSorted()).toEqual([...BANK.verify.options].sort());
    });

    it('is one at a time', async () => {
      expect(await mia.api.post(`/api/v1/exams/${exam}/attempts`, { device: DEVICE })).toMatchObject({
        status: 409,
        body: { code: 'exam-attempt-under-way' },
      });
    });

    it('is saved as it is typed; what comes twice or late changes nothing', async () => {
      expect((await mia.choose('refund', ['3 days'], 1)).body).toMatchObject({ saved: true });
      expect((await mia.choose('refund', ['7 days'], 2)).body).toMatchObject({ saved: true });
      expect((await mia.choose('refund', ['never'], 2)).body).toMatchObject({ saved: false });
      await mia.look();
      const { choices, answer, sequence } = mia.shown('refund');
      expect([choices[answer as number], sequence]).toEqual(['7 days', 2]);
    });

    it('goes on on a second device, which is noted; the first one saves no more', async () => {
      await mia.resume('phone-0002');
      expect(await mia.save('shout', true, 1, DEVICE)).toMatchObject({ body: { code: 'exam-attempt-elsewhere' } });
      await mia.resume();
      await mia.api.post(`${mia.path}/signs`, { what: 'pasted', questionId: mia.shown('hotline').questionId });
      await mia.api.post(`${mia.path}/signs`, { what: 'focus-lost' });
      expect((await supervisor.get(`${mia.path}/record`)).body).toMatchObject({
        signs: { 'second-device': 2, pasted: 1, 'focus-lost': 1 },
        proctored: [{ what: 'second-device' }, { what: 'second-device' }, { what: 'pasted' }, { what: 'focus-lost' }],
      });
    });

    it('is nobody else’s', async () => {
      const ben = await room.candidate('ben');
      expect((await ben.api.get(mia.path)).status).toBe(404);
      expect((await ben.api.post(`${mia.path}/hand-in`)).status).toBe(403);
    });

    it('is handed in when its time is up, with what was saved; a fatal question fails it', async () => {
      await mia.answerAllRight(['refund', 'shout']);
      service.clock.advance({ minutes: 30, seconds: 20 });
      expect((await mia.choose('refund', ['7 days'], 3)).body).toMatchObject({ saved: true });
      service.clock.advance({ seconds: 11 });
      expect(await mia.choose('refund', ['never'], 4)).toMatchObject({ body: { code: 'exam-attempt-over' } });
      await room.timesUp();
      await mia.look();
      expect(mia.attempt).toMatchObject({ status: 'released', handedInBy: 'deadline', secondsLeft: 0 });
      expect(mia.attempt.result).toMatchObject({
        points: 40,
        possible: 50,
        percent: 80,
        fatalMissed: true,
        passed: false,
      });
      expect(service.events('operations.exam-released.v1').at(-1)!.data).toMatchObject({
        ...{ attemptId: mia.attempt.id, candidateId: 'mia', percent: 80, passed: false, fatal: true, revision: 1 },
      });
    });

    it('shows its keys once it is released, in the places as they were shown', () => {
      const { choices, key } = mia.shown('refund');
      expect(choices[key as number]).toBe('7 days');
      expect((mia.shown('call').key as number[]).map((place) => mia.shown('call').choices[place])).toEqual(
        BANK.call.lines,
      );
    });

    it('may be tried again after a while, and as often as the exam says', async () => {
      expect(await mia.api.post(`/api/v1/exams/${exam}/attempts`, { device: DEVICE })).toMatchObject({
        body: { code: 'exam-attempt-too-soon' },
      });
      service.clock.advance({ hours: 1 });
      const back = await room.candidate('mia');
      await back.begin(exam);
      await back.answerAllRight();
      await back.handIn();
      expect(back.attempt.result).toMatchObject({ percent: 100, passed: true });
      service.clock.advance({ hours: 2 });
      const again = await room.candidate('mia');
      expect(await again.api.post(`/api/v1/exams/${exam}/attempts`, { device: DEVICE })).toMatchObject({
        body: { code: 'exam-attempts-used-up' },
      });
    });
  });

  describe('what people mark', () => {
    let noa: Candidate;
    let essay: string;
    const marker = async (name: string) => service.asCaller({ subject: name }, 'exam:mark');
    const mark = async (name: string, points: number) => {
      const path = `${noa.path}/marks/${essay}`;
      return (await marker(name)).put(path, { points });
    };
    const tasksOf = async (name: string) => {
      const path = `/api/v1/exam-marking-tasks?examId=${noa.attempt.examId}`;
      return (await (await marker(name)).get<{ items: Record<string, unknown>[] }>(path)).body.items;
    };

    beforeAll(async () => {
      await logIn();
      await room.question('Write to them.', { type: 'essay', guide: 'polite' }, ['essay']);
      const exam = await room.examOf([{ count: 1, points: 10, tags: ['essay'] }], { release: 'manual', mostApart: 2 });
      noa = await room.candidate('noa');
      await noa.begin(exam);
      essay = noa.shown('Write to them.').questionId;
      await noa.save('Write to them.', 'Dear customer, we are sorry.');
      await noa.handIn();
    });

    it('is shown to markers without a name, and not to who wrote it', async () => {
      const [task] = await tasksOf('ada');
      expect(Object.keys(task!).sort()).toEqual(['attemptId', 'examId', 'questionId']);
      const path = `${noa.path}/answers/${task!['questionId'] as string}`;
      const { body } = await (await marker('ada')).get(path);
      expect(body).toEqual({
        text: 'Write to them.',
        guide: 'polite',
        dialogue: null,
        answer: 'Dear customer, we are sorry.',
        possible: 10,
      });
      expect(await tasksOf('noa')).toEqual([]);
      expect(await mark('noa', 10)).toMatchObject({ status: 403 });
    });

    it('is marked by two, and by a third where they are too far apart', async () => {
      expect(await mark('ada', 11)).toMatchObject({ body: { code: 'exam-points-out-of-range' } });
      expect((await mark('ada', 4)).status).toBe(204);
      expect(await tasksOf('ada')).toEqual([]);
      expect(await mark('ada', 9)).toMatchObject({ body: { code: 'exam-marker-not-allowed' } });
      await mark('bob', 9);
      expect((await noa.look()).body).toMatchObject({ status: 'handed-in', result: null });
      await mark('cy', 8);
      expect((await noa.look()).body).toMatchObject({ status: 'marked', result: null, questions: [] });
      expect(await mark('dan', 1)).toMatchObject({ body: { code: 'exam-nothing-to-mark' } });
      await supervisor.post(`${noa.path}/release`);
      expect((await noa.look()).body.result).toMatchObject({ points: 8.5, passed: true });
    });

    it('is appealed against once, decided by another, and keeps what was before', async () => {
      expect((await noa.api.post(`${noa.path}/appeal`, { reason: 'It was polite.' })).status).toBe(200);
      expect(await noa.api.post(`${noa.path}/appeal`, { reason: 'Really.' })).toMatchObject({ status: 409 });
      const decide = async (by: string) => {
        const decider = await service.asCaller({ subject: by }, 'exam:decide-appeal');
        const points = { [essay]: 10 };
        return decider.post(`${noa.path}/appeal/decision`, { answer: 'So it was.', points });
      };
      expect(await decide('ada')).toMatchObject({ status: 403, body: { code: 'exam-marker-not-allowed' } });
      expect((await decide('eve')).body).toMatchObject({
        result: { points: 10, percent: 100 },
        history: [{ result: { points: 8.5 } }],
        appeal: { outcome: 'changed', decidedBy: 'eve' },
      });
      expect(await decide('eve')).toMatchObject({ body: { code: 'exam-no-open-appeal' } });
      await service.settled();
      expect(service.events('operations.exam-released.v1').at(-1)!.data).toMatchObject({ percent: 100, revision: 2 });
    });
  });

  it('says what became of an exam, by team, and what its questions are worth', async () => {
    const exam = await room.exam('report');
    await new FloorEvents(service).assigned('c0', '0199d2f0-0000-7000-8000-0000000000f0');
    for (const [at, wrong] of (
      [[], [], ['call'], ['call', 'refund'], ['call', 'refund', 'verify']] as const
    ).entries()) {
      const candidate = await room.candidate(`c${at}`);
      await candidate.begin(exam);
      await candidate.answerAllRight([...wrong]);
      if (wrong.length > 1) await candidate.choose('refund', ['never']);
      await candidate.handIn();
    }
    expect((await supervisor.get(`/api/v1/exams/${exam}/report`)).body).toMatchObject({
      attempts: { running: 0, released: 5 },
      ...{ candidates: 5, passed: 4, meanPercent: 76, medianPercent: 80, deciles: [0, 0, 0, 0, 1, 0, 1, 0, 1, 2] },
      byTeam: expect.arrayContaining([
        { teamId: '0199d2f0-0000-7000-8000-0000000000f0', candidates: 1, passed: 1, meanPercent: 100 },
        { teamId: null, candidates: 4, passed: 3, meanPercent: 70 },
      ]),
    });
    const { body } = await supervisor.get<{ items: { text: string }[] }>(`/api/v1/exams/${exam}/item-analysis`);
    const of = (text: string) => body.items.find((item) => item.text === text);
    expect(of('refund')).toMatchObject({
      ...{ attempts: 5, difficulty: 0.6, upperLower: 1 },
      options: [
        { option: '7 days', correct: true, chosen: 3, upper: 1, lower: 0 },
        { option: '3 days', correct: false, chosen: 0 },
        { option: 'never', correct: false, chosen: 2, upper: 0, lower: 1 },
        { option: '1 year', chosen: 0 },
      ],
    });
    expect(of('shout')).toMatchObject({ difficulty: 1, pointBiserial: null });
    expect(body).toMatchObject({ attempts: 5, reliability: { items: 5, kr20: expect.any(Number) } });
  });

  it.each([
    ['GET', QUESTIONS, 'exam:take'],
    ['POST', '/api/v1/exams', 'exam:read'],
    ['GET', `/api/v1/exam-attempts/${CONVERSATION}/record`, 'exam:mark'],
    ['POST', `/api/v1/exam-attempts/${CONVERSATION}/release`, 'exam:review'],
  ])('refuses %s %s to who only has %s', async (method, path, permission) => {
    expect((await (await service.as(permission)).call(method, path, method === 'POST' ? {} : undefined)).status).toBe(
      403,
    );
  });
});

describe('an exam that was cut off', () => {
  it('goes on after the service has come back, with everything that was saved', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'exam-'));
    const databases = { make: (of: ConstructorParameters<typeof SqliteDatabase>[0]) => new SqliteDatabase(of, folder) };
    const start = () => startForTest(operationsCenter, { databases: { ...databases, remove: async () => undefined } });
    const before = await start();
    const room = new ExamRoom(before, await before.as('exam:*', 'exam-question:*'));
    const exam = await room.exam('cut');
    const mia = await room.candidate('mia');
    await mia.begin(exam);
    await mia.answerAllRight(['call']);
    await before.stop();
    const after = await start();
    const back = await new ExamRoom(after, room.supervisor).candidate('mia');
    back.attempt = mia.attempt;
    after.clock.advance({ minutes: 10 });
    expect((await back.resume()).body).toMatchObject({ secondsLeft: 1_200, status: 'running' });
    await back.choose('call', BANK.call.lines);
    expect((await back.handIn()).body.result).toMatchObject({ percent: 100 });
    await after.stop();
    await rm(folder, { recursive: true, force: true });
  });
});
