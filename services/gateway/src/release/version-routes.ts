import { z } from 'zod';
import type { OwnRoutes } from '../own/own-route.api.js';
import type { Announcements } from './announcements.js';

const VersionsView = z.object({ versions: z.record(z.string(), z.string()) });
const PATH = '/api/v1/gateway/versions';

/** Which versions somebody gets: asked for, and told of. */
export function versionRoutes(announcements: Announcements): OwnRoutes {
  const common = { method: 'GET', permission: 'me:read', tag: 'versions' } as const;
  return [
    {
      ...common,
      template: PATH,
      operationId: 'getVersions',
      summary: 'Which version of each service and application the caller gets',
      answer: VersionsView,
      tell: ({ caller }) => ({ body: { versions: announcements.versionsFor(caller.audience) } }),
    },
    {
      ...common,
      template: `${PATH}/stream`,
      operationId: 'watchVersions',
      summary: 'Event `versions` at first, then `version` for each that becomes another, as it happens',
      open: (asked) => announcements.open(asked),
    },
  ];
}
