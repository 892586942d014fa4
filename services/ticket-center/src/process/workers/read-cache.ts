import { Clock } from '#libs/kernel/clock';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import type { Json } from '#libs/process-engine/model/expression';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { ProcessCallRow } from '../schema/process-call.schema.js';

/** What was read that lately is not read again: a process that polls more often than this sees what is old. */
const KNOWN_FOR_MS = 30_000;
const INSTANCES = 10_000;
const MOST_OF_ONE = 100;
/** Of JSON. */
const MOST_CHARACTERS = 64 * 1024;

type Call = Pick<ProcessCallRow, 'instance' | 'connector' | 'input' | 'effect'> &
  Partial<Pick<ProcessCallRow, 'callbackUntil'>>;

interface Answer {
  readonly result: Json;
  readonly at: number;
}

/**
 * Answers of reading calls, for other calls of the same instance with the same input (capabilities S2.40). A writing call of
 * the instance forgets them. In memory: the calls of an instance are made by the process that holds its partition.
 */
@Injectable()
export class ReadCache {
  readonly #instances = new LRUCache<string, Map<string, Answer>>({ max: INSTANCES });

  constructor(private readonly clock: Clock) {}

  async answer(call: Call, perform: () => Promise<Json>): Promise<Json> {
    return call.effect === 'write' || call.callbackUntil ? this.#write(call, perform) : this.#read(call, perform);
  }

  async #write({ instance }: Call, perform: () => Promise<Json>): Promise<Json> {
    const key = keyOf(instance);
    this.#instances.delete(key);
    try {
      return await perform();
    } finally {
      this.#instances.delete(key);
    }
  }

  async #read({ instance, connector, input }: Call, perform: () => Promise<Json>): Promise<Json> {
    const question = JSON.stringify([connector, input]);
    const answers = this.#answers(keyOf(instance));
    const known = answers.get(question);
    const now = this.clock.ms();
    if (known && now - known.at < KNOWN_FOR_MS) return known.result;
    const result = await perform();
    // Written meanwhile, the answers are others: what was read before is kept where nobody looks.
    if (JSON.stringify(result).length <= MOST_CHARACTERS) answers.set(question, { result, at: now });
    if (answers.size > MOST_OF_ONE) answers.delete(answers.keys().next().value!);
    return result;
  }

  #answers(key: string): Map<string, Answer> {
    const known = this.#instances.get(key);
    if (known) return known;
    const fresh = new Map<string, Answer>();
    this.#instances.set(key, fresh);
    return fresh;
  }
}

function keyOf(instance: string): string {
  return `${currentTenant()}/${instance}`;
}
