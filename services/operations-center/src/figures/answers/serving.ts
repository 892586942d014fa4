import type { FigureSetup, SetupContent } from '../facts/fact.schema.js';
import type { Scope } from './scope.js';

/** Of agents with no profile that was heard of: they serve nothing that is known. */
const NO_PROFILE = '';

/**
 * What agents serve now: the queues of their profile and what those queues are about and come by, as far as the profile takes
 * contacts of that channel. An agent counts in each of them once.
 */
export class Serving {
  readonly #scopes = new Map<string, readonly Scope[]>();
  readonly #profiles = new Map<string, string>();
  readonly #default: string;

  constructor(setup: readonly FigureSetup[]) {
    const there = setup.filter(({ content }) => !content.isRemoved);
    const queues = new Map(
      there.flatMap(({ kind, id, content }) => (kind === 'queue' ? [[id, content] as const] : [])),
    );
    const profiles = there.filter(({ kind }) => kind === 'profile');
    for (const { id, content } of profiles) this.#scopes.set(id, scopesOf(content, queues));
    for (const { kind, id, content } of there)
      if (kind === 'agent' && content.profileId) this.#profiles.set(id, content.profileId);
    this.#default = profiles.find(({ content }) => content.isDefault)?.id ?? NO_PROFILE;
  }

  profileOf(agentId: string): string {
    return this.#profiles.get(agentId) ?? this.#default;
  }

  /** Of all who have the profile. */
  scopesOf(profileId: string): readonly Scope[] {
    return this.#scopes.get(profileId) ?? [];
  }

  serves(agentId: string, { kind, id }: Scope): boolean {
    return this.scopesOf(this.profileOf(agentId)).some((scope) => scope.kind === kind && scope.id === id);
  }
}

function scopesOf(
  { queueIds = [], channels: taken = [] }: SetupContent,
  queues: ReadonlyMap<string, SetupContent>,
): Scope[] {
  const scopes = queueIds.flatMap((id): Scope[] => {
    const queue = queues.get(id);
    const channels = (queue?.channels ?? []).filter((channel) => taken.includes(channel));
    if (!queue || channels.length === 0) return [];
    const product: Scope[] = queue.product ? [{ kind: 'product', id: queue.product }] : [];
    return [{ kind: 'queue', id }, ...product, ...channels.map((channel): Scope => ({ kind: 'channel', id: channel }))];
  });
  return [...new Map(scopes.map((scope) => [`${scope.kind}/${scope.id}`, scope])).values()];
}
