import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { organisationTeamChanged } from '#libs/contracts/common-center/identity/people-events';
import { eventually } from '#libs/testing/eventually';
import { anId } from '../events-of-others.js';
import { choice, QualityDesk } from '../quality/quality-desk.js';
import { InspectionDesk, type Page } from './inspection-desk.js';

describe('operations-center: what comes of inspection', () => {
  let desk: InspectionDesk;

  beforeAll(async () => {
    desk = await InspectionDesk.startWithRules();
  });
  beforeEach(() => desk.logIn());
  afterAll(() => desk.stop());

  describe('a score by itself', () => {
    it('is given to everything inspected, revised when a finding is marked as wrong, and reported', async () => {
      const sam = await desk.service.asCaller({ subject: 'sam' }, 'scorecard:*', 'quality-report:*', 'inspection:*');
      const groups = [
        { key: 'manners', name: 'Manners', weight: 1, items: [choice('polite'), choice('discreet'), choice('kind')] },
      ];
      const form = { mode: 'points', passMark: 60, groups };
      const scorecardId = await new QualityDesk(sam).published({ name: 'Calls', channels: ['voice'], form });
      const contactId = await desk.others.contactStarted('voice');
      await desk.others.contactConnected(contactId);
      await desk.hear(contactId, [1, 'agent', '您好，傻瓜']);
      const finding = (await desk.ended(contactId)).findings.find(({ rule }) => rule === 'words')!;
      await desk.service.settled();
      const scores = async () =>
        (await sam.get<Page<object>>(`/api/v1/machine-scores?subjectId=${contactId}`)).body.items;
      const half = { revision: 1, score: 50, passed: false, answered: 2, asked: 3 };
      expect(await scores()).toMatchObject([
        {
          scorecardId,
          scorecardVersion: 1,
          agentId: 'mia',
          ...half,
          items: [{ key: 'polite', findings: [finding.id] }, {}],
        },
      ]);
      expect(await desk.details(contactId)).toMatchObject({ scores: [{ scorecardId, ...half }] });
      await desk.supervisor.post(`/api/v1/inspection/findings/${finding.id}/mark`, { mark: 'false-positive' });
      await desk.service.settled();
      expect(await scores()).toMatchObject([{ revision: 2, score: 100, passed: true, former: [half] }]);
      expect(await desk.details(contactId)).toMatchObject({ scores: [{ scorecardId, revision: 2, score: 100 }] });
      const day = 'from=2026-01-01T00:00:00Z&to=2027-12-31T00:00:00Z';
      const report = await sam.get<Page<object>>(`/api/v1/quality-reports/machine?by=scorecard&${day}`);
      expect(report.body.items).toMatchObject([{ key: scorecardId, score: { n: 1, mean: 100 }, answeredShare: 2 / 3 }]);
    });
  });

  describe('whose conversations somebody reads', () => {
    it('is as far as they reach', async () => {
      const commonCenter = await desk.service.remote('common-center');
      for (const person of ['mia', 'tom'])
        commonCenter.answers('GET', `/internal/organisation/circles/${person}`, () => ({
          people: [person],
          teams: [],
        }));
      const contactId = anId();
      await desk.hear(contactId, [1, 'agent', '您好，傻瓜']);
      const [finding] = (await desk.ended(contactId)).findings;
      const [mia, tom] = await Promise.all(
        ['mia', 'tom'].map((subject) =>
          desk.service.asCaller({ subject, dataScope: { base: 'team' } }, 'inspection:*'),
        ),
      );
      for (const list of ['subjects', 'findings', 'alerts', 'promises']) {
        const path = `/api/v1/inspection/${list}`;
        expect((await tom!.get<Page<object>>(path)).body.items).toEqual([]);
        if (list !== 'promises') expect((await mia!.get<Page<object>>(path)).body.items).not.toEqual([]);
      }
      const subject = `/api/v1/inspection/subjects/${contactId}`;
      expect([(await mia!.get(subject)).status, (await tom!.get(subject)).status]).toEqual([200, 404]);
      expect((await tom!.get(`${subject}/stream`)).status).toBe(404);
      expect((await tom!.get(`/api/v1/inspection/machine-scores/call/${contactId}`)).status).toBe(404);
      const mark = await tom!.post(`/api/v1/inspection/findings/${finding!.id}/mark`, { mark: 'right' });
      expect(mark).toMatchObject({ status: 404, body: { code: 'inspection-finding-not-found' } });
      const report = await tom!.get<Page<object>>(
        '/api/v1/inspection/reports?by=agent&from=2026-01-01T00:00:00Z&to=2027-12-31T00:00:00Z',
      );
      expect(report.body.items).toEqual([]);
    });
  });

  describe('a report', () => {
    interface Row {
      key: string;
      ended: number;
      inspected: number;
      missed: { withoutWords: number };
      rules: { rule: string; findings: number }[];
    }
    const report = async (by: string) => {
      const when = 'from=2026-01-01T00:00:00Z&to=2027-12-31T00:00:00Z';
      return (await desk.supervisor.get<Page<Row>>(`/api/v1/inspection/reports?by=${by}&${when}`)).body.items;
    };

    it('says how much of what ended was inspected, why the rest was not, and what was violated, by team, rule and period', async () => {
      const teamId = anId();
      const team = { teamId, removed: false, parentId: null, managerId: 'sue', memberIds: ['mia'] };
      await desk.service.publish(organisationTeamChanged, team, { subject: teamId });
      const before = await report('team');
      const silent = await desk.others.contactStarted('email');
      await desk.others.contactConnected(silent);
      await desk.others.contactEnded(silent);
      desk.service.clock.advance({ seconds: 20 });
      await eventually('nothing was said', async () => (await desk.details(silent)).state === 'without-words');
      const of = (rows: Row[]) => rows.find(({ key }) => key === teamId)!;
      const [was, is] = [of(before), of(await report('team'))];
      expect([is.ended - was.ended, is.inspected - was.inspected]).toEqual([1, 0]);
      expect(is.missed.withoutWords - was.missed.withoutWords).toBe(1);
      const words = (await report('rule')).find(({ key }) => key === 'words')!;
      const perMonth = (await report('month')).map(({ rules: each }) => each.find(({ rule }) => rule === 'words'));
      expect(words.rules[0]!.findings).toBeGreaterThan(0);
      expect(perMonth.reduce((sum, each) => sum + (each?.findings ?? 0), 0)).toBe(words.rules[0]!.findings);
    });
  });
});
