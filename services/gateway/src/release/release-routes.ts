import { ReleaseRule } from '#libs/discovery/release/release-rule';
import type { Releases } from '#libs/discovery/release/releases';
import type { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import { z } from 'zod';
import type { Asked, OwnRoutes, Told } from '../own/own-route.api.js';
import { requirePlatform } from '../own/platform-only.api.js';
import type { ChangeOf, ReleaseChanges } from './release-changes.js';
import { ReleaseView, releaseView } from './release-views.js';

const Reason = z.string().min(1).max(200);
const SetBody = z.strictObject({ rule: ReleaseRule.nullable(), reason: Reason });
const RollBackBody = z.strictObject({ to: z.int().positive().optional(), reason: Reason });

const ALL = '/api/v1/gateway/releases';
const ONE = `${ALL}/{service}`;

/** Releases over the API: seen, set and taken back from the platform tenant. */
export function releaseRoutes(releases: Releases, registry: ServiceRegistry, changes: ReleaseChanges): OwnRoutes {
  const tell = (service: string): Told => {
    const body = releaseView(service, releases, registry);
    return { body, revision: body.revision };
  };
  const common = { tag: 'releases', answer: ReleaseView };
  return [
    {
      ...common,
      method: 'GET',
      template: ALL,
      permission: 'release:read',
      operationId: 'listReleases',
      summary: 'What runs of each service, and who gets which of it',
      answer: z.object({ items: z.array(ReleaseView) }),
      tell: ({ caller }) => {
        requirePlatform(caller);
        const services = new Set([...registry.services(), ...releases.services()]);
        const items = Array.from(services, (service) => releaseView(service, releases, registry));
        return { body: { items: items.toSorted((a, b) => (a.service < b.service ? -1 : 1)) } };
      },
    },
    {
      ...common,
      method: 'GET',
      template: ONE,
      permission: 'release:read',
      operationId: 'getRelease',
      summary: 'What runs of a service, who gets which of it, and what was so before',
      tell: ({ caller, params }) => {
        requirePlatform(caller);
        return tell(params.service!);
      },
    },
    {
      ...common,
      method: 'PUT',
      template: ONE,
      permission: 'release:set',
      operationId: 'setRelease',
      summary: 'From now on this is who gets which version; null: all are the same',
      changes: true,
      body: SetBody,
      tell: async (asked) => {
        requirePlatform(asked.caller);
        const { rule, reason } = asked.body as z.output<typeof SetBody>;
        await changes.set(changeOf(asked, reason), rule);
        return tell(asked.params.service!);
      },
    },
    {
      ...common,
      method: 'POST',
      template: `${ONE}/rollback`,
      permission: 'release:set',
      operationId: 'rollBackRelease',
      summary: 'Back to the rule before, or to one before that',
      changes: true,
      body: RollBackBody,
      tell: async (asked) => {
        requirePlatform(asked.caller);
        const { to, reason } = asked.body as z.output<typeof RollBackBody>;
        await changes.rollBack(changeOf(asked, reason), to);
        return tell(asked.params.service!);
      },
    },
  ];
}

function changeOf({ params, ifMatch, caller }: Asked, reason: string): ChangeOf {
  return { service: params.service!, seen: ifMatch, by: caller.identity.subject, reason };
}
