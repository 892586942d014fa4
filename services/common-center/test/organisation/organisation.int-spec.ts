import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { StandIns } from '../../src/identity/delegation/stand-ins.api.js';
import { OrganisationTeam } from '../../src/organisation/domain/organisation-team.aggregate.js';
import { TypeormOrganisationTeams } from '../../src/organisation/infra/typeorm-organisation-team.repository.js';
import { TeamCircle } from '../../src/organisation/queries/team-circle.js';
import { commonCenter } from '../../src/service.js';

onEachEngine('teams that several processes change', (open) => {
  const clock = new FakeClock();
  const outbox = new Outbox('/common-center');
  let engine: Engine;

  beforeAll(async () => {
    engine = await open(withServiceTables(commonCenter.database), ['acme']);
  });
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => T) => runAsTenant('acme', work);
  const stores = () =>
    [engine.database, engine.another()].map((each) => new TypeormOrganisationTeams(each, outbox, clock));
  const founded = async (above: readonly OrganisationTeam[] = [], memberIds: string[] = []) => {
    const text = { name: 'Team', managerId: null, memberIds, routingTeamId: null, externalId: null };
    const team = OrganisationTeam.found(newId(clock.now()), text, above, clock.now());
    await stores()[0]!.add(team);
    return team;
  };

  it('are no circle when two are moved below each other at once', () =>
    inAcme(async () => {
      for (let round = 0; round < 5; round++) {
        const [a, b] = [await founded(), await founded()];
        const [first, second] = stores();
        await Promise.allSettled([first!.place(a.id, b.id, clock.now()), second!.place(b.id, a.id, clock.now())]);
        const parents = [await first!.get(a.id), await first!.get(b.id)].map(({ parentId }) => parentId);
        expect(parents.filter((parent) => parent !== null)).toHaveLength(1);
      }
    }));

  it('have everybody who was added at once', () =>
    inAcme(async () => {
      const { id } = await founded();
      const people = Array.from({ length: 10 }, (_, at) => `person-${at}`);
      const all = stores();
      const add = (person: string, at: number) =>
        all[at % 2]!.update(id, (team) => team.change({ memberIds: [...team.memberIds, person] }, clock.now()));
      await Promise.all(people.map(add));
      expect([...(await all[0]!.get(id)).memberIds].sort()).toEqual(people);
    }));

  it('reach down the tree, on every engine alike', () =>
    inAcme(async () => {
      const top = await founded([], ['boss']);
      const below = await founded([top], ['mia']);
      const circle = new TeamCircle(engine.database, new StandIns(engine.database, clock));
      expect((await circle.of('boss', 'team')).teams).toEqual([top.id]);
      expect((await circle.of('boss', 'tree')).people.sort()).toEqual(['boss', 'mia']);
      expect((await circle.of('mia', 'tree')).teams).toEqual([below.id]);
    }));
});
