import { describe, expect, it } from '@jest/globals';
import { MOST_ABOVE, OrganisationTeam } from './organisation-team.aggregate.js';
import { OrganisationCircle, OrganisationTooDeep } from './organisation.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');

function aTeam(id: string, above: readonly OrganisationTeam[] = []): OrganisationTeam {
  const text = { name: id, managerId: null, memberIds: ['mia', 'mia'], routingTeamId: null, externalId: null };
  return OrganisationTeam.found(id, text, above, NOW);
}

describe('a team of the organisation', () => {
  it('is founded below another one, and has everybody once', () => {
    const service = aTeam('service');
    expect(aTeam('returns', [service])).toMatchObject({ parentId: 'service', memberIds: ['mia'] });
    expect(service.parentId).toBeNull();
  });

  it('is never below itself, however far', () => {
    const [service] = [aTeam('service')];
    const returns = aTeam('returns', [service]);
    const refunds = aTeam('refunds', [returns, service]);
    expect(() => service.moveBelow([refunds, returns, service], NOW)).toThrow(OrganisationCircle);
    expect(() => service.moveBelow([service], NOW)).toThrow(OrganisationCircle);
    refunds.moveBelow([], NOW);
    expect(refunds.parentId).toBeNull();
  });

  it('has no endless line above it', () => {
    const line = Array.from({ length: MOST_ABOVE + 1 }, (_, at) => aTeam(String(at)));
    expect(() => aTeam('last', line)).toThrow(OrganisationTooDeep);
    expect(() => aTeam('mover').moveBelow(line, NOW)).toThrow(OrganisationTooDeep);
  });

  it('keeps what a change does not name', () => {
    const team = aTeam('returns');
    team.change({ name: 'Refunds', memberIds: ['li', 'li'] }, NOW);
    expect(team).toMatchObject({ name: 'Refunds', memberIds: ['li'], managerId: null });
  });

  it('leaves nobody in it when it is removed', () => {
    const team = aTeam('returns');
    team.remove(NOW);
    expect(team).toMatchObject({ memberIds: [], removedAt: NOW });
  });
});
