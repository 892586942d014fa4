import type { ProcessModel } from '../../model.js';
import type { ProcessRecord } from '../../records.js';
import type { Snapshot } from '../../snapshot.js';

interface Live {
  readonly parent?: number;
  readonly node: string;
}

/**
 * Keeps its own books from the records alone, and complains about a token that is lost, doubled or comes from nowhere. Shares
 * no code with the engine.
 */
export class Audit {
  private readonly live = new Map<number, Live>();
  private readonly children = new Map<number, number>();
  private readonly used = new Set<number>();
  private readonly tokens = new Map<string, number>();
  private readonly waits = new Map<number, number>();
  private seq = 0;

  note(record: ProcessRecord, model: ProcessModel): void {
    const must = (holds: boolean, what: string) => {
      if (!holds) throw new Error(`record ${record.seq} (${record.type}): ${what}\n${JSON.stringify(record)}`);
    };
    must(record.seq === ++this.seq, 'numbers have a gap');
    switch (record.type) {
      case 'element-entered':
        must(!this.used.has(record.element), 'the number was used before');
        must(record.parent === undefined || this.live.has(record.parent), 'the scope is not live');
        must(
          (record.cause === 'flow') === record.flows.length > 0,
          'it comes by flows and nothing else, or not by flows',
        );
        for (const flow of record.flows) {
          must(model.flows[flow]!.target === record.node, 'the flow leads elsewhere');
          must(this.move(record.parent!, flow, -1) >= 0, `there was no token on ${flow}`);
        }
        this.used.add(record.element);
        this.live.set(record.element, record);
        this.count(record.parent, 1);
        break;
      case 'element-left':
      case 'element-terminated':
        must(this.live.has(record.element), 'it was not live');
        this.count(this.live.get(record.element)!.parent, -1);
        this.live.delete(record.element);
        must((this.children.get(record.element) ?? 0) === 0, 'something lives in it');
        must(![...this.waits.values()].includes(record.element), 'something is waited for in it');
        must(
          ![...this.tokens].some(([key, count]) => key.startsWith(`${record.element} `) && count > 0),
          'tokens wait in it',
        );
        break;
      case 'flow-taken':
        must(this.live.has(record.parent), 'the scope is not live');
        this.move(record.parent, record.flow, 1);
        break;
      case 'tokens-withdrawn':
        for (const flow of record.flows) {
          must(this.move(record.parent, flow, -1) >= 0, `there was no token on ${flow}`);
        }
        break;
      case 'migrated':
        this.rename(record.flows);
        break;
      case 'wait-opened':
        must(this.live.has(record.wait.element), 'what waits is not live');
        this.waits.set(record.wait.id, record.wait.element);
        break;
      case 'wait-fired':
        must(this.waits.has(record.wait), 'nobody waited');
        if (!record.next) this.waits.delete(record.wait);
        break;
      case 'wait-dropped':
        must(this.waits.delete(record.wait), 'nobody waited');
        break;
      case 'call-attempt-failed':
        if (record.next === undefined) must(this.waits.delete(record.wait), 'nobody waited');
        break;
    }
  }

  /** Between commands everything live has a reason to be. */
  close(snapshot: Snapshot): void {
    const { elements, incidents, waits } = snapshot;
    const ended = snapshot.state !== 'active' && snapshot.state !== 'suspended';
    if (ended && Object.keys({ ...elements, ...incidents, ...waits }).length > 0)
      throw new Error('it ended and lives on');
    if (Object.keys(elements).length !== this.live.size) throw new Error('the books do not agree with the snapshot');
    const parked = Object.values(incidents).flatMap(({ work }) =>
      work.flatMap((each) => ('element' in each ? each.element : [])),
    );
    const busy = new Set([
      ...Object.values(waits).map(({ element }) => element),
      ...Object.values(incidents).map(({ element }) => element),
      ...Object.values(elements).flatMap(({ parent }) => parent ?? []),
      ...[...this.tokens].flatMap(([key, count]) => (count > 0 ? Number(key.split(' ')[0]) : [])),
      ...parked,
    ]);
    const idle = Object.values(elements).find(({ id, compensating }) => !busy.has(id) && !compensating);
    if (idle) throw new Error(`${idle.node} (${idle.id}) lives and waits for nothing: its token is lost`);
  }

  private count(parent: number | undefined, by: number): void {
    if (parent !== undefined) this.children.set(parent, (this.children.get(parent) ?? 0) + by);
  }

  private rename(flows: Readonly<Record<string, string>>): void {
    const before = [...this.tokens];
    this.tokens.clear();
    for (const [key, count] of before) {
      const [scope, flow] = key.split(' ') as [string, string];
      this.move(Number(scope), flows[flow] ?? flow, count);
    }
  }

  private move(scope: number, flow: string, by: number): number {
    const key = `${scope} ${flow}`;
    const count = (this.tokens.get(key) ?? 0) + by;
    this.tokens.set(key, count);
    return count;
  }
}
