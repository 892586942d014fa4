import type { Finding } from '../../checks/finding.js';
import type { Offer, Recorded } from './facts.js';

const CAPACITY = 'no agent had more than there was room for';
export const CAPACITY_CHECKS = [CAPACITY];

const OVER = new Set(['completed', 'rejected', 'timeout', 'canceled', 'rescinded']);

/** When the agent is no longer busy with it; undefined: still is. */
export function freedAt({ states }: Offer): number | undefined {
  return states.find(({ state }) => OVER.has(state))?.at;
}

/** @param slots by channel, contacts of one agent at once; agents have one channel */
export function checkCapacity(recorded: readonly Recorded[], slots: Readonly<Record<string, number>>): Finding[] {
  const all = recorded.flatMap(({ channel, offers }) => offers.map((offer) => ({ channel, offer })));
  return [...Map.groupBy(all, ({ offer }) => offer.agentId)].flatMap(([agentId, own]) => {
    const channels = new Set(own.map(({ channel }) => channel));
    const most = Math.max(...[...channels].map((channel) => slots[channel] ?? 0));
    const had = mostAtOnce(own.map(({ offer }) => offer));
    return had <= most && channels.size === 1
      ? []
      : [{ check: CAPACITY, problem: `agent ${agentId}: ${had} at once, room for ${most}` }];
  });
}

/** Who becomes free and is offered the next in the same millisecond has one. */
function mostAtOnce(offers: readonly Offer[]): number {
  const steps = offers.flatMap((offer) => [
    { at: offer.at, by: 1 },
    { at: freedAt(offer) ?? Infinity, by: -1 },
  ]);
  let now = 0;
  let most = 0;
  for (const { by } of steps.sort((one, other) => one.at - other.at || one.by - other.by))
    most = Math.max(most, (now += by));
  return most;
}
