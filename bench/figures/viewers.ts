import { newId } from '#libs/kernel/id';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { HOUSE_BOARDS } from '../../services/operations-center/src/monitoring/board/house-boards.js';
import { Look } from '../../services/operations-center/src/monitoring/figure/look.js';
import type { Known } from '../../services/operations-center/src/monitoring/figure/look-parts.js';
import { Reach } from '../../services/operations-center/src/monitoring/figure/reach.js';
import type { Push } from '../../services/operations-center/src/monitoring/live/board-channel.js';
import { TenantFeed } from '../../services/operations-center/src/monitoring/live/tenant-feed.js';
import { TENANT } from '../outbox/engines.js';
import type { Floor } from './floor.js';

const EVERY_MS = 1_000;
const NOTHING: Known<never[]> = { isKnown: true, value: [] };

export interface Watched {
  readonly pushes: number;
  /** Of the newest data a viewer had, whenever somebody looked: 99 of a hundred are as old at most. */
  readonly ageMsP99: number;
  readonly cpuMsPerViewerSecond: number;
  readonly bytesPerViewerSecond: number;
  /** Of what was sent, to everything at each look. */
  readonly bytesOfWhole: number;
}

interface Viewer {
  asOf: number;
  bytes: number;
}

/** So many who watch boards of so many queues, while contacts come. */
export async function watched(
  floor: Floor,
  viewers: number,
  scopes: number,
  work: () => Promise<unknown>,
): Promise<Watched> {
  const widgets = HOUSE_BOARDS.find(({ kind }) => kind === 'queue')!.widgets;
  const reach = new Reach(null, ['figure:read', 'alert:read'], false);
  const feed = new TenantFeed({
    look: () => runAsTenant(TENANT, async () => lookAt(floor)),
    readings: { course: async () => new Map(), first: async () => [] },
    failed: (error) => {
      throw error;
    },
    everyMs: EVERY_MS,
    run: newId(new Date()),
  });
  const all = Array.from({ length: viewers }, (): Viewer => ({ asOf: Date.now(), bytes: 0 }));
  const ages: number[] = [];
  let pushes = 0;
  let whole = 0;
  const wholeOf = new Map<string, number>();
  const leaves = all.map((viewer, index) => {
    const subject = { kind: 'queue', id: `queue-${index % scopes}` } as const;
    return feed.join(subject.id, { widgets, subject, reach }, undefined, ({ type, data }: Push) => {
      pushes += 1;
      viewer.bytes += data.length;
      viewer.asOf = Date.parse(data.slice(9, 33));
      if (type === 'board') wholeOf.set(subject.id, data.length);
      whole += wholeOf.get(subject.id) ?? 0;
    });
  });
  const sample = setInterval(() => ages.push(...all.map(({ asOf }) => Date.now() - asOf)), 250);
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - start) / 1_000;
  clearInterval(sample);
  for (const leave of leaves) leave();
  await feed.idle();
  ages.sort((one, other) => one - other);
  const bytes = all.reduce((sum, viewer) => sum + viewer.bytes, 0);
  return {
    pushes,
    ageMsP99: ages[Math.floor(ages.length * 0.99)] ?? 0,
    cpuMsPerViewerSecond: Number(((user + system) / 1_000 / viewers / seconds).toFixed(3)),
    bytesPerViewerSecond: Math.round(bytes / viewers / seconds),
    bytesOfWhole: Number((bytes / whole).toFixed(3)),
  };
}

async function lookAt(floor: Floor): Promise<Look> {
  return new Look({
    asOf: Date.now(),
    floor: { isKnown: true, value: await floor.figures() },
    tickets: { isKnown: false, reason: 'not-asked' },
    outcomes: { isKnown: false, reason: 'not-asked' },
    interfaces: { isKnown: false, reason: 'not-asked' },
    sites: [],
    lists: { interfaces: NOTHING, breakers: NOTHING, services: NOTHING, topics: NOTHING, alerts: NOTHING },
    tenants: { isKnown: false, reason: 'not-asked' },
  });
}
