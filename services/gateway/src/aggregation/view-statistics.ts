import type { PartCache } from './cache/part-cache.js';
import type { ChangeFeed } from './changes/change-feed.js';
import type { Standing } from './definition/live-views.js';
import { hitRate, type ViewCounts } from './view-counts.js';

/** How this gateway's views do, since it was started. */
export function viewStatistics(
  standing: readonly Standing[],
  counts: ViewCounts,
  cache: PartCache,
  { trusted, epoch, lagMs }: ChangeFeed,
  watchers: number,
) {
  const views = standing.map(({ view, source, refused }) => {
    const tally = counts.tally(view.definition.name);
    const { name, title } = view.definition;
    return { name, title, version: view.version, source, refused: refused ?? null, hitRate: hitRate(tally), ...tally };
  });
  return { views, cache: { ...cache.size, maxBytes: cache.maxBytes }, feed: { trusted, epoch, lagMs }, watchers };
}
