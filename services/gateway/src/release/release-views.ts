import { PastRule, ReleaseRule } from '#libs/discovery/release/release-rule';
import type { Releases } from '#libs/discovery/release/releases';
import type { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import { z } from 'zod';

export const ReleaseView = z.object({
  service: z.string(),
  /** 0: there never was a rule. */
  revision: z.int(),
  rule: ReleaseRule.nullable(),
  by: z.string().nullable(),
  at: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  running: z.array(z.object({ version: z.string(), labels: z.record(z.string(), z.string()), instances: z.int() })),
  missing: z.array(z.string()).describe('what the rule names and nobody is; what is stable is asked instead'),
  history: z.array(PastRule),
});
export type ReleaseView = z.output<typeof ReleaseView>;

/** How one service is released, and what of it runs. */
export function releaseView(service: string, releases: Releases, registry: ServiceRegistry): ReleaseView {
  const record = releases.record(service);
  return {
    service,
    revision: record?.revision ?? 0,
    rule: record?.rule ?? null,
    by: record?.by ?? null,
    at: record?.at ?? null,
    reason: record?.reason ?? null,
    running: runningOf(service, registry),
    missing: [...(releases.choice(service)?.missing ?? [])],
    history: record?.history ?? [],
  };
}

function runningOf(service: string, registry: ServiceRegistry): ReleaseView['running'] {
  const kinds = Map.groupBy(registry.instances(service), ({ metadata: { version, labels = {} } }) =>
    JSON.stringify([version, Object.entries(labels).toSorted()]),
  );
  return Array.from(kinds.values(), (instances) => {
    const { version, labels = {} } = instances[0]!.metadata;
    return { version, labels, instances: instances.length };
  });
}
