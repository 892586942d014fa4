import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { examReleased } from '#libs/contracts/operations-center/exam-events';
import { evaluationReleased } from '#libs/contracts/operations-center/quality-events';
import { accountChanged } from '#libs/contracts/common-center/identity/people-events';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { request } from 'undici';
import type { EnrolmentView } from '../../src/training/enrolment/enrolment.dto.js';
import { MicroRounds } from '../../src/training/micro/micro-rounds.js';
import { TrainingRounds } from '../../src/training/training-rounds.js';
import { operationsCenter } from '../../src/service.js';
import { anId } from '../events-of-others.js';
import { FloorEvents } from '../floor-events.js';
import { archiveOf, packageOf12, packageSequenced } from './scorm-archive.js';

interface Page<Item> {
  items: Item[];
}
const BYTES = { 'content-type': 'application/octet-stream', 'x-file-name': 'refunds.zip' };
const aDocument = (title = 'Read') => ({ id: 'read', kind: 'document', title, fileId: anId() });

describe('operations-center: training', () => {
  let service: ServiceInTest;
  let supervisor: ApiClient;
  let mia: ApiClient;
  let floor: FloorEvents;

  const learner = (name: string) => service.asCaller({ subject: name }, 'training:learn', 'training:read');
  /** Anew each time: the clock goes on by days. */
  const logIn = async () => {
    supervisor = await service.asCaller({ subject: 'sue' }, 'training:*');
    mia = await learner('mia');
  };
  /** Somebody without a log-in: the gateway says for which tenant. */
  const anybody = () => service.asCaller({ subject: 'gateway', kind: 'service' });
  const course = async (more: Record<string, unknown> = {}) => {
    const body = { title: 'Refunds', units: [aDocument()], ...more };
    return (await supervisor.post<{ id: string }>('/api/v1/courses', body)).body.id;
  };
  const rule = (happened: string, matches: string, courseId: string, more: Record<string, unknown> = {}) =>
    supervisor.post('/api/v1/assignment-rules', { happened, matches, courseId, ...more });
  const of = async (who: ApiClient, courseId: string) =>
    (await who.get<Page<EnrolmentView>>('/api/v1/enrolments/mine?limit=200')).body.items.filter(
      (enrolment) => enrolment.courseId === courseId,
    );
  const assigned = async (courseId: string, ...people: string[]) => {
    const { body } = await supervisor.post<{ enrolmentIds: string[] }>('/api/v1/enrolments', { courseId, people });
    return body.enrolmentIds;
  };
  const rounds = async () => {
    await service.running.app.get(TrainingRounds, { strict: false }).rounds.run();
    await service.settled();
  };

  beforeAll(async () => {
    service = await startForTest(operationsCenter);
    floor = new FloorEvents(service);
  });
  beforeEach(logIn);
  afterAll(() => service.stop());

  it('keeps a course as it was for who has it, and lets none come before itself', async () => {
    const [first, second] = [await course(), await course({ title: 'More' })];
    await supervisor.put(
      `/api/v1/courses/${second}`,
      { title: 'More', units: [aDocument()], prerequisites: [first] },
      { 'if-match': '"1"' },
    );
    const circle = { title: 'Refunds', units: [aDocument()], prerequisites: [second] };
    expect(await supervisor.put(`/api/v1/courses/${first}`, circle, { 'if-match': '"1"' })).toMatchObject({
      status: 422,
      body: { code: 'course-prerequisites-in-a-circle' },
    });
    const path = await supervisor.post<{ id: string }>('/api/v1/learning-paths', {
      title: 'All',
      courseIds: [first, second],
    });
    const { body } = await supervisor.post<{ enrolmentIds: string[] }>('/api/v1/enrolments', {
      pathId: path.body.id,
      people: ['mia'],
    });
    const [one, two] = body.enrolmentIds;
    expect(await mia.put(`/api/v1/enrolments/${two}/units/read/read`)).toMatchObject({
      status: 409,
      body: { code: 'course-prerequisite-missing' },
    });
    const renamed = { title: 'Refunds', units: [aDocument('Read again')] };
    expect(await supervisor.put(`/api/v1/courses/${first}`, renamed, { 'if-match': '"1"' })).toMatchObject({
      body: { version: 2 },
    });
    expect((await mia.put(`/api/v1/enrolments/${one}/units/read/read`)).body).toMatchObject({
      ...{ status: 'completed', courseVersion: 1, percent: 100, units: [{ title: 'Read', status: 'done' }] },
    });
    expect((await mia.put(`/api/v1/enrolments/${two}/units/read/read`)).body).toMatchObject({ status: 'completed' });
  });

  it('assigns the course of a failed item, once, and reminds of it until it is done', async () => {
    const [courseId, scorecardId] = [await course(), anId()];
    await rule('failed-item', 'opening', courseId, { dueDays: 7 });
    await rule('failed-item', 'closing', courseId, { scorecardId: anId() });
    const judged = (failedItems: string[]) => {
      const about = {
        evaluationId: anId(),
        scorecardId,
        scorecardVersion: 1,
        subject: { kind: 'call' as const, id: anId() },
      };
      const result = { score: 70, passed: true, fatal: false, failedItems, releasedAt: '2026-11-23T09:00:00.000Z' };
      return service.publish(evaluationReleased, { ...about, agentId: 'mia', ...result });
    };
    await judged(['closing']);
    expect(await of(mia, courseId)).toEqual([]);
    await judged(['opening']);
    await judged(['opening', 'opening']);
    const [enrolment, ...more] = await of(mia, courseId);
    expect([enrolment?.origin.kind, more]).toEqual(['failed-item', []]);
    const told = () => service.events('operations.course-reminded.v1').map(({ data }) => data['overdue']);
    await rounds();
    service.clock.advance({ days: 5 });
    await rounds();
    await rounds();
    service.clock.advance({ days: 2 });
    await rounds();
    expect(told()).toEqual([false, true]);
    await logIn();
    const { body } = await supervisor.get<{ byCourse: unknown[] }>(`/api/v1/training-report?courseId=${courseId}`);
    expect(body.byCourse).toEqual([{ courseId, assigned: 1, begun: 0, completed: 0, overdue: 1 }]);
  });

  it('assigns what belongs to a team to who comes to it, and counts it there', async () => {
    const courseId = await course();
    const team = await floor.team('Gold');
    await rule('joined-team', team, courseId);
    await floor.assigned('noa', team);
    service.clock.advance({ seconds: 1 });
    await floor.assigned('noa', team);
    expect(await of(await learner('noa'), courseId)).toHaveLength(1);
    const { body } = await supervisor.get(`/api/v1/training-report?courseId=${courseId}`);
    expect(body).toMatchObject({ byTeam: [{ teamId: team, assigned: 1, overdue: 0 }] });
    const byHand = await supervisor.post('/api/v1/enrolments', { courseId: await course(), teamId: team });
    expect(byHand).toMatchObject({ status: 201, body: { enrolmentIds: [expect.any(String)] } });
  });

  it('certifies who has seen it all and passed, and assigns it again before that expires', async () => {
    const [examId, other] = [anId(), anId()];
    const units = [
      { id: 'film', kind: 'video', title: 'Film', fileId: anId(), seconds: 100 },
      { id: 'quiz', kind: 'quiz', title: 'Quiz', examId },
    ];
    const courseId = await course({ units, certificate: { validDays: 90, warnDays: 30 } });
    await rule('certificate-expiring', courseId, courseId);
    const [id] = await assigned(courseId, 'mia');
    await mia.put(`/api/v1/enrolments/${id}/units/film/watched`, { seconds: 95 });
    const result = (of: string, passed: boolean) => {
      const about = { attemptId: anId(), examId: of, candidateId: 'mia', percent: 80, fatal: false, revision: 1 };
      return service.publish(examReleased, { ...about, passed, releasedAt: '2026-11-30T09:00:00.000Z' });
    };
    await result(other, true);
    await result(examId, false);
    expect((await mia.get(`/api/v1/enrolments/${id}`)).body).toMatchObject({ status: 'begun', percent: 50 });
    await result(examId, true);
    await service.settled();
    const { body } = await mia.get<Page<{ verification: string; number: string }>>('/api/v1/certificates/mine');
    expect(body.items).toMatchObject([
      { courseId, state: 'valid', number: expect.stringMatching(/^CERT-\d{8}-000001$/) },
    ]);
    const path = `/api/v1/certificates/verified/${body.items[0]!.verification}`;
    const seen = await (await anybody()).get(path);
    expect(seen).toMatchObject({ status: 200, body: { number: body.items[0]!.number, state: 'valid' } });
    expect(seen.body).not.toHaveProperty('personId');
    service.clock.advance({ days: 60, seconds: 1 });
    await rounds();
    await logIn();
    expect(await of(mia, courseId)).toMatchObject([
      { origin: { kind: 'certificate-expiring' }, status: 'assigned' },
      { status: 'completed' },
    ]);
    service.clock.advance({ days: 31 });
    expect((await (await anybody()).get(path)).body).toMatchObject({
      state: 'expired',
    });
  });

  it('says who leaves, after how long, and what they have learnt', async () => {
    const courseId = await course({ minutes: 90 });
    const team = await floor.team('Leaving');
    await rule('joined-team', team, courseId);
    const account = (accountId: string, change: 'created' | 'deactivated', at: string) =>
      service.publish(
        accountChanged,
        { accountId, change, active: change === 'created' },
        { time: at, subject: accountId },
      );
    // What happens last is told first.
    await account('lou', 'deactivated', '2026-11-20T09:00:00.000Z');
    for (const name of ['lou', 'kim']) {
      await account(name, 'created', '2026-11-01T09:00:00.000Z');
      await floor.assigned(name, team);
    }
    await account('sue', 'created', '2026-11-01T09:00:00.000Z');
    const lou = await learner('lou');
    await lou.put(`/api/v1/enrolments/${(await of(lou, courseId))[0]!.id}/units/read/read`);
    const period = 'from=2026-11-01T00:00:00Z&to=2027-11-01T00:00:00Z';
    const path = `/api/v1/training-report/turnover?${period}`;
    const { body } = await supervisor.get<Record<string, unknown>>(`${path}&hourlyCost=40`);
    expect(body).toMatchObject({
      byTenure: [{ tenure: 'under-3-months', people: 2, leavers: 1, rate: 50 }, {}, {}, {}],
      learntByLeavers: { people: 1, courses: 1, minutes: 90, cost: 60 },
      proficiency: { people: 2, notYet: 1 },
      byCourse: [{ courseId, minutes: 90 }],
    });
    expect((await supervisor.get(path)).body).toMatchObject({ learntByLeavers: { cost: null } });
    const common = await service.remote('common-center');
    common.answers('GET', '/internal/organisation/circles/tess', () => ({ people: ['tess'], teams: [] }));
    const own = { subject: 'tess', dataScope: { base: 'self' } } as const;
    const tess = await service.asCaller(own, 'training:review');
    expect((await tess.get(path)).body).toMatchObject({
      byTenure: [{ people: 0, rate: null }, {}, {}, {}],
      byCourse: [],
    });
  });

  describe('a SCORM package', () => {
    let packageId: string;
    const send = (archive: Buffer) =>
      request(`${service.running.url}/api/v1/scorm-packages`, {
        method: 'POST',
        headers: { ...BYTES, ...token },
        body: archive,
      });
    let token: { authorization: string };
    beforeEach(async () => {
      token = { authorization: `Bearer ${await service.token({ subject: 'sue' }, 'training:*')}` };
    });

    it('is unpacked; what would lie outside of it is refused', async () => {
      const answer = await send(packageOf12());
      const body = (await answer.body.json()) as { id: string };
      expect([answer.statusCode, body]).toMatchObject([
        201,
        { scorm: '1.2', entry: 'course/index.html', files: 4, name: 'refunds.zip' },
      ]);
      packageId = body.id;
      const slip = await send(archiveOf([{ name: '../../etc/passwd', content: 'x' }]));
      expect(await slip.body.json()).toMatchObject({ status: 422, code: 'scorm-archive-unsafe' });
      expect((await send(Buffer.from('no zip'))).statusCode).toBe(422);
    });

    it('runs in a browser, keeps what it says, and goes on where it was left', async () => {
      const courseId = await course({ units: [{ id: 'sco', kind: 'scorm', title: 'Refunds', packageId }] });
      const [id] = await assigned(courseId, 'mia');
      const browser = await anybody();
      const launch = async () => {
        const { body } = await mia.post<{ url: string }>(`/api/v1/enrolments/${id}/units/sco/launch`);
        return { page: await browser.get<string>(body.url), base: body.url.replace('player', '') };
      };
      const commit = (base: string, sequence: number, values: Record<string, string>) =>
        browser.put(`${base}state`, { sequence, values });
      const first = await launch();
      expect(first.page.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(first.page.body).toContain('content/course/index.html?lang=en');
      const shown = await browser.get<string>(`${first.base}content/course/index.html?lang=en`);
      const policy = shown.headers.get('content-security-policy')!;
      expect([policy.startsWith('sandbox '), policy.includes('allow-same-origin')]).toEqual([true, false]);
      expect(shown.headers.get('access-control-allow-origin')).toBe('*');
      expect(shown.body.indexOf('LMSInitialize')).toBeLessThan(shown.body.indexOf('js/sco.js'));
      const script = await browser.get<string>(`${first.base}content/course/js/sco.js`);
      expect([script.headers.get('content-type'), script.body]).toEqual([
        'text/javascript; charset=utf-8',
        expect.stringContaining('LMSInitialize'),
      ]);
      expect((await browser.get(`${first.base}content/course/none.js`)).status).toBe(404);
      const left = { 'cmi.suspend_data': 'page 3', 'cmi.core.exit': 'suspend', 'cmi.core.session_time': '0000:10:00' };
      expect((await commit(first.base, 1, left)).body).toMatchObject({ saved: true });
      expect((await commit(first.base, 1, {})).body).toMatchObject({ saved: false });
      const second = await launch();
      expect((await commit(first.base, 2, {})).body).toMatchObject({ saved: false });
      expect(second.page.body).toContain('"cmi.suspend_data":"page 3"');
      expect(second.page.body).toContain('"cmi.core.total_time":"0000:10:00"');
      expect(second.page.body).toContain('"cmi.core.entry":"resume"');
      await commit(second.base, 1, { 'cmi.core.lesson_status': 'passed', 'cmi.core.score.raw': '92' });
      expect((await mia.get(`/api/v1/enrolments/${id}`)).body).toMatchObject({
        status: 'completed',
        units: [{ score: 92 }],
      });
      service.clock.advance({ hours: 9 });
      expect((await (await anybody()).get(`${first.base}player`)).status).toBe(404);
    });
  });

  it('leads through a SCORM package in the order it says, until what it is about is reached', async () => {
    const token = await service.token({ subject: 'sue' }, 'training:*');
    const headers = { ...BYTES, authorization: `Bearer ${token}` };
    const sending = { method: 'POST', headers, body: packageSequenced() } as const;
    const sent = await request(`${service.running.url}/api/v1/scorm-packages`, sending);
    const { id: packageId } = (await sent.body.json()) as { id: string };
    const [id] = await assigned(
      await course({ units: [{ id: 'sco', kind: 'scorm', title: 'All', packageId }] }),
      'mia',
    );
    const browser = await anybody();
    const launch = async () => {
      const { body } = await mia.post<{ url: string }>(`/api/v1/enrolments/${id}/units/sco/launch`);
      return { base: body.url.replace('player', ''), page: (await browser.get<string>(body.url)).body };
    };
    type Told = { source: string | null; refused: string | null; place: { current: string | null } };
    let at = await launch();
    let sequence = 0;
    const goes = async (kind: string, values = {}, target?: string) => {
      const body = { sequence: ++sequence, values, ended: true, request: { kind, target } };
      return (await browser.put<Told>(`${at.base}state`, body)).body;
    };
    const passed = { 'cmi.completion_status': 'completed', 'cmi.success_status': 'passed' };
    expect(at.page).toContain('content/intro.html');
    expect(await goes('choice', {}, 'test')).toMatchObject({ refused: 'activity-disabled', source: null });
    expect(await goes('continue')).toMatchObject({ source: 'content/lesson.html?n=1', place: { current: 'one' } });
    expect(await goes('continue', passed)).toMatchObject({ source: 'content/lesson.html?n=2' });
    await goes('suspend-all', { 'cmi.location': '3', 'cmi.session_time': 'PT5M' });
    at = await launch();
    sequence = 0;
    expect(at.page).toContain('"cmi.location":"3"');
    expect(at.page).toContain('"cmi.total_time":"PT300S"');
    expect(await goes('continue', passed)).toMatchObject({ source: 'content/exam.html', values: {} });
    const failed = { ...passed, 'cmi.success_status': 'failed', 'cmi.score.scaled': '0.5' };
    expect(await goes('exit', failed)).toMatchObject({ place: { current: 'test' } });
    expect((await mia.get(`/api/v1/enrolments/${id}`)).body).toMatchObject({ status: 'begun' });
    await goes('exit', { ...passed, 'cmi.score.scaled': '0.9' });
    expect((await mia.get(`/api/v1/enrolments/${id}`)).body).toMatchObject({ status: 'completed' });
  });

  describe('what is offered to who has nothing to do', () => {
    const offerOf = async (who: ApiClient) =>
      (await who.get<{ offer: { id: string; courseId: string } | null }>('/api/v1/micro-offers/mine')).body.offer;
    const decide = () => service.running.app.get(MicroRounds, { strict: false }).rounds.run();
    let queue: string;
    let courseId: string;

    it('comes after a while without work', async () => {
      courseId = await course({ micro: true, minutes: 3 });
      queue = await floor.queue('Calls');
      await floor.profile([queue], ['voice'], true);
      await floor.agentBecame('mia', 1, 'ready');
      await decide();
      expect(await offerOf(mia)).toBeNull();
      service.clock.advance({ seconds: 121 });
      await decide();
      expect(await offerOf(mia)).toMatchObject({ courseId, state: 'open' });
    });

    it('is pushed to the agent, and taken back the moment somebody waits', async () => {
      const token = await service.token({ subject: 'mia' }, 'training:learn');
      const url = `${service.running.url}/api/v1/micro-offers/stream`;
      const { body } = await request(url, { headers: { authorization: `Bearer ${token}` } });
      let seen = '';
      body.on('data', (piece: Buffer) => (seen += piece.toString()));
      await eventually('the offer is there', async () => seen.includes(courseId));
      await floor.queued(await floor.queue('Of others'));
      expect(await offerOf(mia)).toMatchObject({ courseId });
      const contact = await floor.queued(queue);
      expect(await offerOf(mia)).toBeNull();
      await eventually('it is taken back', async () => seen.includes('"offer":null'));
      body.destroy();
      await floor.connected(contact, 'ben');
    });

    it('becomes a course of the agent who takes it, whom work interrupts too', async () => {
      await floor.agentBecame('mia', 2, 'engaged');
      await floor.agentBecame('mia', 3, 'ready');
      service.clock.advance({ seconds: 121 });
      await decide();
      const offer = await offerOf(mia);
      const taken = await mia.post<{ enrolmentId: string }>(`/api/v1/micro-offers/${offer!.id}/take`);
      expect(await of(mia, courseId)).toMatchObject([{ id: taken.body.enrolmentId, origin: { kind: 'idle-time' } }]);
      expect(await offerOf(mia)).toMatchObject({ state: 'taken' });
      await floor.agentBecame('mia', 4, 'offered');
      expect(await offerOf(mia)).toBeNull();
      expect(await mia.post(`/api/v1/micro-offers/${offer!.id}/take`)).toMatchObject({
        body: { code: 'micro-offer-ended' },
      });
    });
  });

  it('says when one is to learn; nothing where nobody publishes rosters', async () => {
    const path = '/api/v1/learning-slots/mine?from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z';
    expect((await mia.get(path)).body).toEqual({ items: [] });
  });

  it.each([
    ['POST', '/api/v1/courses', 'training:learn'],
    ['POST', '/api/v1/enrolments', 'training:configure'],
    ['GET', '/api/v1/training-report', 'training:learn'],
    ['GET', '/api/v1/enrolments/mine', 'training:review'],
  ])('refuses %s %s to who only has %s', async (method, path, permission) => {
    expect((await (await service.as(permission)).call(method, path, method === 'POST' ? {} : undefined)).status).toBe(
      403,
    );
  });
});
