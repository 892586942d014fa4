import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountImportWorker } from '../../src/account-import/account-import-worker.js';
import { ok } from '../common-center-in-test.js';
import { OrganisationDesk, type Account, type Team } from './organisation-desk.js';

describe('common-center: people from a list', () => {
  let desk: OrganisationDesk;

  beforeAll(async () => {
    desk = await OrganisationDesk.start();
  });
  afterAll(() => desk.stop());

  describe('a list of people', () => {
    const HEADER = 'externalId,login,name,email,roles,team,active';
    const imported = async (lines: string[], { by = desk.admin, dryRun = false } = {}) => {
      const csv = [HEADER, ...lines].join('\n');
      const path = `/api/v1/account-imports?dryRun=${String(dryRun)}`;
      const { status, body } = await by.call<{ id: string }>('POST', path, csv, { 'content-type': 'text/csv' });
      if (status !== 202) throw new Error(JSON.stringify(body));
      await desk.center.service.running.app.get(AccountImportWorker).rounds.run();
      const view = await ok(desk.admin.get(`/api/v1/account-imports/${body.id}`));
      const { items } = await ok(desk.admin.get<{ items: object[] }>(`/api/v1/account-imports/${body.id}/lines`));
      return { view, items };
    };
    const named = async (externalId: string) => {
      const all = await ok(
        desk.admin.get<{ items: (Account & { externalId: string })[] }>('/api/v1/accounts?limit=200'),
      );
      return all.items.find((each) => each.externalId === externalId);
    };

    it('becomes accounts in their teams, each once however often it comes', async () => {
      const team = await desk.found('Imported');
      const lines = ['p-1,pia,Pia,pia@x.example,agent,Imported,', 'p-2,bo,Bo,,agent;supervisor,,'];
      const first = await imported(lines);
      expect(first.view).toMatchObject({ status: 'done', total: 2, created: 2, waiting: 0, refused: 0 });
      const pia = await named('p-1');
      expect(pia).toMatchObject({ login: 'pia', email: 'pia@x.example', roles: ['agent'], active: true });
      expect((await ok(desk.admin.get<Team>(`/api/v1/organisation/teams/${team.id}`))).memberIds).toEqual([pia!.id]);
      expect((await imported(lines)).view).toMatchObject({ same: 2, created: 0, changed: 0 });
      const later = await imported(['p-1,pia,Pia Li,pia@x.example,agent,Imported,', 'p-2,bo,Bo,,agent,,false']);
      expect(later.view).toMatchObject({ changed: 2 });
      expect(await named('p-1')).toMatchObject({ id: pia!.id, name: 'Pia Li' });
      expect(await named('p-2')).toMatchObject({ active: false });
    });

    it('says of each line why it was refused, and does the others', async () => {
      const { view, items } = await imported([
        ...[
          'r-1,rosa,Rosa,nowhere,agent,,',
          'r-2,admin,Rob,,agent,,',
          'r-3,ray,Ray,,astronaut,,',
          'r-4,rui,Rui,,agent,Nowhere,',
        ],
        'r-5,rex,Rex,,agent,,',
      ]);
      expect(view).toMatchObject({ total: 5, created: 1, refused: 4 });
      expect(items).toMatchObject([
        { line: 2, code: 'invalid-format', field: 'email' },
        { line: 3, code: 'login-taken' },
        { line: 4, code: 'role-unknown' },
        { line: 5, code: 'organisation-team-not-found' },
        { line: 6, outcome: 'created', code: null },
      ]);
      expect(await named('r-4')).toBeUndefined();
    });

    it('tried only, says the same and leaves nothing', async () => {
      const { view } = await imported(['t-1,tam,Tam,,agent,,', 't-2,tom,Tom,,astronaut,,'], { dryRun: true });
      expect(view).toMatchObject({ dryRun: true, created: 1, refused: 1 });
      expect(await named('t-1')).toBeUndefined();
    });

    it('gives no more than who ordered it has', async () => {
      await ok(desk.admin.put('/api/v1/roles/importer', { permissions: ['account:import'] }));
      const importer = await desk.as(await desk.hire({ roles: ['importer'] }));
      const { items } = await imported(['g-1,gil,Gil,,admin,,', 'g-2,gus,Gus,,,,'], { by: importer });
      expect(items).toMatchObject([{ code: 'grant-beyond-own' }, { outcome: 'created' }]);
    });
  });
});
