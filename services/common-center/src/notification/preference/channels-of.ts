import type { Channel, Kind } from '../kind/kind.js';
import type { Preference } from './preference.schema.js';

/** The channels by which somebody is told of a kind. What nobody can do without comes by the feed at least. */
export function channelsOf(
  { kind, channels: byDefault, mandatory }: Kind,
  { channels }: Preference,
): readonly Channel[] {
  const chosen = Object.hasOwn(channels, kind) ? channels[kind]! : byDefault;
  return mandatory ? [...new Set<Channel>(['in-app', ...chosen])] : chosen;
}
