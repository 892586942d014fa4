import type { ProcessRecord } from '#libs/process-engine/records';
import type { DefinitionRef } from '#libs/process-engine/reference';
import { Injectable } from '@nestjs/common';
import { InstanceRecords } from '../records/instance-records.js';
import type { WhatIfBody } from './what-if.dto.js';

/** Of one instance: it is run in one go. */
const MOST_RECORDS = 3_000;
/** Of its large values. */
const MOST_BYTES = 16 * 1024 * 1024;

const ENDED = ['completed', 'failed', 'cancelled'] as const;
const GOING_ON = ['active', 'suspended'] as const;
type State = (typeof ENDED | typeof GOING_ON)[number];

export interface WantedInstances extends Pick<WhatIfBody, 'outcome' | 'from' | 'to' | 'most'> {
  readonly definition: DefinitionRef;
}

export interface FoundInstance {
  readonly id: string;
  /** Number of the last record. */
  readonly seq: number;
}

/** Instances to be run again, and what they left. */
@Injectable()
export class RecordedInstances {
  constructor(private readonly instances: InstanceRecords) {}

  /** Those that have ended come before those that go on, each the newest first. */
  async newest(wanted: WantedInstances): Promise<FoundInstance[]> {
    const { outcome, most } = wanted;
    if (outcome) return this.#in([outcome], wanted, most);
    const ended = await this.#in(ENDED, wanted, most);
    return ended.length === most ? ended : [...ended, ...(await this.#in(GOING_ON, wanted, most - ended.length))];
  }

  /** Or why it cannot be run again. */
  async records({ id, seq }: FoundInstance): Promise<ProcessRecord[] | 'tooLarge' | 'migrated'> {
    const records = seq > MOST_RECORDS ? undefined : await this.instances.whole(id, MOST_BYTES);
    if (!records) return 'tooLarge';
    return records.some(({ type }) => type === 'migrated') ? 'migrated' : records;
  }

  async #in(states: readonly State[], { definition, from, to }: WantedInstances, limit: number) {
    const query = { definition: definition.id, version: definition.version, from, to, limit };
    const pages = await Promise.all(states.map((state) => this.instances.list({ ...query, state })));
    const found = pages.flatMap(({ items }) => items);
    return found.toSorted((one, other) => (one.id < other.id ? 1 : -1)).slice(0, limit);
  }
}
