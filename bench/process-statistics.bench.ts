import type { Bench } from './runner.js';
import { statistics } from './process/statistics.js';
import { atLeast, atMost } from './target.js';

/** Statistics of instances on MariaDB: what counting costs those that run, and whether it keeps up with them. */
export const bench: Bench = async (args) => {
  const results = await statistics(args.includes('--smoke') ? 200 : 4_000);
  return {
    results,
    targets: [
      atLeast('instances that end while others are counted, per instance without', results.besideCounting, 0.8),
      atLeast('instances counted per instance that ends at full load', results.countedPerEnded, 1),
      atMost('heat map: ms with all counted per ms with all read', results.countedMapPerRead, 0.2),
    ],
  };
};
