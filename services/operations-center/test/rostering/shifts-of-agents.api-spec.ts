import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { TrainingRounds } from '../../src/training/training-rounds.js';
import { anId } from '../events-of-others.js';
import { AMadeRoster, bodyOf, taken, type Problem } from './a-made-roster.js';
import { created, PEOPLE, ZONE, type Shift } from './a-roster-centre.js';

describe('operations-center: shifts in calendars, and time to learn in them', () => {
  let roster: AMadeRoster;

  beforeAll(async () => {
    roster = await AMadeRoster.start();
    await created(roster.planner.post(`/api/v1/rosters/${roster.id}/publish`));
  });
  afterAll(() => roster.stop());

  it('are in the calendar of their agent, at an address that ends when it is renewed', async () => {
    const agent = await roster.as(PEOPLE[0]!);
    const { path: old } = await created<{ path: string }>(agent.post('/api/v1/my-calendar'));
    const { path } = await created<{ path: string }>(agent.post('/api/v1/my-calendar'));
    // As the gateway lets in whoever has no token.
    const nobody = await roster.service.asCaller({ subject: 'gateway', kind: 'service' });
    expect((await nobody.get(old)).status).toBe(404);
    const feed = await nobody.get<string>(path);
    expect(feed.headers.get('content-type')).toContain('text/calendar');
    expect(feed.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const calendar = new ICAL.Component(ICAL.parse(feed.body) as unknown[]);
    calendar.getAllSubcomponents('vtimezone').forEach((zone) => ICAL.TimezoneService.register(zone));
    const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
    const wanted = taken(await roster.given(), PEOPLE[0]!);
    expect(events.map(({ uid }) => uid).sort()).toEqual(wanted.map(({ id }) => `${id}@rosters.switchboard`).sort());
    expect(calendar.getAllSubcomponents('vevent')[0]!.getFirstProperty('dtstart')!.getParameter('tzid')).toBe(ZONE);
    const starts = events.map((event) => event.startDate.toJSDate().toISOString()).sort();
    expect(starts).toEqual(wanted.map(({ startsAt }) => startsAt).sort());
  });

  it('have time for what somebody is to learn until a day: it says what, moves with the course, and is work again when that is done', async () => {
    const [agentId, dueAt] = [PEOPLE[0]!, '2026-12-13T00:00:00.000Z'];
    const teacher = await roster.service.asCaller({ subject: 'sue' }, 'training:*');
    const learner = await roster.service.asCaller({ subject: agentId }, 'training:learn', 'roster:self');
    const looked = async () => {
      await roster.service.settled();
      await roster.service.running.app.get(TrainingRounds, { strict: false }).rounds.run();
      await roster.service.settled();
    };
    type Slot = { from: string; to: string; course: { title: string }; enrolment: { percent: number } };
    const slots = async () => {
      const path = '/api/v1/learning-slots/mine?from=2026-11-30T00:00:00Z&to=2026-12-14T00:00:00Z';
      return (await learner.get<{ items: Slot[] }>(path)).body.items;
    };
    const minutes = (all: Slot[]) => all.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 60_000);
    const unit = (id: string) => ({ id, kind: 'document', title: id, fileId: anId() });
    const course = { title: 'Refunds, again', minutes: 200, units: [unit('one'), unit('two')] };
    const { id: courseId } = await created<{ id: string }>(teacher.post('/api/v1/courses', course));
    const assign = { courseId, people: [agentId, 'who has no shift'], dueAt };
    const { enrolmentIds } = await created<{ enrolmentIds: string[] }>(teacher.post('/api/v1/enrolments', assign));
    await looked();
    await looked();
    const planned = await slots();
    expect(minutes(planned).sort()).toEqual([20, 90, 90]);
    expect(planned[0]).toMatchObject({ course: { id: courseId, title: course.title }, enrolment: { percent: 0 } });
    const mine = taken(await roster.given(), agentId);
    for (const { from, to } of planned) {
      const { activities } = mine.find(({ startsAt, endsAt }) => startsAt <= from && to <= endsAt)!;
      const others = activities.filter((each) => each.from !== from);
      expect(others.filter((other) => other.from < to && from < other.to)).toEqual([]);
    }
    const feed = await created<{ path: string }>(learner.post('/api/v1/my-calendar'));
    const text = await (await roster.service.asCaller({ subject: 'gateway', kind: 'service' })).get<string>(feed.path);
    expect(text.body.replaceAll('\r\n ', '')).toContain('Training: Refunds\\, again');
    const missing = await teacher.get('/api/v1/learning-slots/missing');
    expect(missing.body).toMatchObject({ items: [{ personId: 'who has no shift', missingMinutes: 200 }] });
    await created(learner.put(`/api/v1/enrolments/${enrolmentIds[0]}/units/one/read`));
    expect((await slots())[0]).toMatchObject({ enrolment: { status: 'begun', percent: 50 } });
    await created(learner.put(`/api/v1/enrolments/${enrolmentIds[0]}/units/two/read`));
    await looked();
    expect(await slots()).toEqual([]);
    expect(roster.service.events('operations.schedule-changed.v1').at(-1)!.data).toMatchObject({ cause: 'learning' });
  });

  it('say by hand what is learnt, of courses that there are', async () => {
    const teacher = await roster.service.asCaller({ subject: 'sue' }, 'training:*');
    const unit = { id: 'read', kind: 'document', title: 'Read', fileId: anId() };
    const course = await created<{ id: string }>(teacher.post('/api/v1/courses', { title: 'Refunds', units: [unit] }));
    const [shift] = taken(await roster.given(), PEOPLE[0]!) as [Shift];
    const to = new Date(Date.parse(shift.startsAt) + 900_000).toISOString();
    const put = (id: string, kind = 'training') => {
      const slot = { kind, from: shift.startsAt, to, isPaid: true, course: { id } };
      const body = { ...bodyOf(shift), activities: [slot, ...shift.activities] };
      return roster.planner.put<Problem & Shift>(`/api/v1/roster-shifts/${shift.id}`, body, {
        'if-match': `"${shift.version}"`,
      });
    };
    expect((await put(anId())).body.code).toBe('taught-course-unknown');
    expect((await put(course.id, 'meeting')).status).toBe(422);
    const { body } = await put(course.id);
    expect(body.activities[0]).toMatchObject({ course: { id: course.id, title: 'Refunds' } });
    const back = { 'if-match': `"${body.version}"` };
    await created(roster.planner.put(`/api/v1/roster-shifts/${shift.id}`, bodyOf(shift), back));
  });
});
