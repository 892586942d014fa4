import { setImmediate } from 'node:timers/promises';
import { Clock } from '#libs/kernel/clock';
import type { ProcessModel } from '#libs/process-engine/model';
import { Tally } from '#libs/process-engine/what-if/tally';
import { whatIf } from '#libs/process-engine/what-if/what-if';
import { Injectable } from '@nestjs/common';
import { ProcessDefinitions } from '../../process-definition/process-definition.api.js';
import { Rules } from '../run/rules.js';
import { RecordedInstances, type WantedInstances } from './recorded-instances.js';
import { comparisonView } from './comparison-view.js';
import type { WhatIfBody, WhatIfView } from './what-if.dto.js';

/** After this time the rest is left out. */
const MOST_MS = 20_000;

export type WantedWhatIf = Omit<WhatIfBody, 'process'>;

/**
 * What another version would have made of the newest instances. Nothing is written and nothing outside is called; one instance
 * is in memory at a time, and between two others get their turn.
 */
@Injectable()
export class WhatIfs {
  constructor(
    private readonly instances: RecordedInstances,
    private readonly definitions: ProcessDefinitions,
    private readonly rules: Rules,
    private readonly clock: Clock,
  ) {}

  /** @throws ProcessNotFound, VersionNotFound */
  async of(model: ProcessModel, { version, ...wanted }: WantedWhatIf): Promise<WhatIfView> {
    const ref = version === undefined ? await this.definitions.stable(model.id) : { id: model.id, version };
    return this.#compared(model, await this.definitions.model(ref), { ...wanted, definition: ref });
  }

  async #compared(to: ProcessModel, from: ProcessModel, wanted: WantedInstances): Promise<WhatIfView> {
    const step = await this.rules.ready();
    const tally = new Tally();
    const items: WhatIfView['items'] = [];
    const leftOut = { tooLarge: 0, migrated: 0, notReached: 0 };
    const until = this.clock.ms() + MOST_MS;
    for (const found of await this.instances.newest(wanted)) {
      const records = this.clock.ms() > until ? 'notReached' : await this.instances.records(found);
      if (typeof records === 'string') leftOut[records] += 1;
      else {
        const { before, after, comparison } = whatIf(records, from, to, step);
        tally.add(before, after, comparison);
        items.push({ instance: found.id, ...comparisonView(comparison, to) });
        await setImmediate();
      }
    }
    const { verdicts, nodes, flows } = tally;
    const { id: process, version: base } = wanted.definition;
    return { process, base, instances: items.length, leftOut, ...verdicts, nodes, flows, items };
  }
}
