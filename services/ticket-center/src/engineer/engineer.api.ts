import { Injectable } from '@nestjs/common';
import type { Engineer } from './engineer.schema.js';
import { Engineers } from './engineers.js';
import { localDay } from './local-day.js';

export { localDay, spanOfDay } from './local-day.js';

export interface EngineerAtWork extends Pick<Engineer, 'id' | 'areas' | 'skills' | 'dailyCapacity'> {
  readonly works: boolean;
}

/** What visits ask about engineers. */
@Injectable()
export class Crew {
  constructor(private readonly engineers: Engineers) {}

  /** All that are active, and whether they work on a day. @throws UnknownServiceArea, DateMalformed */
  async onDay(area: string, day: string): Promise<EngineerAtWork[]> {
    await this.engineers.requireAreas([area]);
    const active = (await this.engineers.list()).filter((engineer) => engineer.active);
    const working = await this.engineers.workingOn(active, day);
    return active.map((engineer) => ({ ...engineer, works: working.has(engineer.id) }));
  }

  /** The date where the engineer works; of one nobody has entered, that of UTC. */
  async dayOf(engineerId: string, at: Date): Promise<string> {
    const engineer = await this.engineers.find(engineerId);
    return localDay(at, engineer?.timeZone ?? 'UTC');
  }
}
