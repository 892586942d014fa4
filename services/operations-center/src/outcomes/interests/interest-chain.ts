/** A contact or ticket of a customer whose topic is known; times are ms since the epoch. */
export interface TopicAsked {
  readonly topic: string;
  readonly at: number;
  readonly kind: 'contact' | 'ticket';
  readonly channel: string | null;
}

/** What somebody was interested in for a while: the same topic again and again is one link. */
export interface InterestLink {
  readonly topic: string;
  readonly times: number;
  readonly from: number;
  readonly to: number;
  readonly channels: readonly string[];
}

export interface InterestChain {
  readonly links: readonly InterestLink[];
  /** The most frequent first. */
  readonly topics: readonly { readonly topic: string; readonly times: number }[];
}

/** What a customer came about, one after the other. @param asked in the order of time */
export function interestChain(asked: readonly TopicAsked[]): InterestChain {
  const links: InterestLink[] = [];
  const times = new Map<string, number>();
  for (const each of asked) {
    times.set(each.topic, (times.get(each.topic) ?? 0) + 1);
    const last = links.at(-1);
    if (last?.topic === each.topic) links[links.length - 1] = prolonged(last, each);
    else links.push(prolonged({ ...NOTHING, topic: each.topic, from: each.at }, each));
  }
  const topics = [...times].map(([topic, count]) => ({ topic, times: count }));
  return {
    links,
    topics: topics.toSorted((one, other) => other.times - one.times || (one.topic < other.topic ? -1 : 1)),
  };
}

const NOTHING = { times: 0, from: 0, to: 0, channels: [] };

function prolonged(link: InterestLink, { at, channel }: TopicAsked): InterestLink {
  const channels = channel === null ? link.channels : [...new Set([...link.channels, channel])];
  return { ...link, times: link.times + 1, to: at, channels };
}
