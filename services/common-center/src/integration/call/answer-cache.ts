import { Clock } from '#libs/kernel/clock';
import { runWithoutDeadline } from '#libs/discovery/calls/deadline';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

const MOST_CHARACTERS = 32 * 1024 * 1024;

interface Kept {
  readonly text: string;
  readonly until: number;
}

/** Answers in the memory of this process, for as long as each operation allows; the longest unused go first. */
@Injectable()
export class AnswerCache {
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: MOST_CHARACTERS,
    maxEntrySize: MOST_CHARACTERS / 32,
    sizeCalculation: ({ text }, key) => text.length + key.length + 1,
  });
  readonly #asking = new Map<string, Promise<unknown>>();

  constructor(private readonly clock: Clock) {}

  find<Answer>(key: string): Answer | undefined {
    const kept = this.#kept.get(key);
    return kept && kept.until > this.clock.ms() ? (JSON.parse(kept.text) as Answer) : undefined;
  }

  /** However many ask for the same at once, the other side is asked once; who began it may leave, and it goes on for the others. */
  ask<Answer>(
    key: string,
    seconds: number,
    keeps: (answer: Answer) => boolean,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    const known = this.#asking.get(key) as Promise<Answer> | undefined;
    if (known) return known;
    const asking = runWithoutDeadline(async () => {
      const answer = await ask();
      const until = this.clock.ms() + seconds * 1_000;
      if (keeps(answer)) this.#kept.set(key, { text: JSON.stringify(answer), until });
      return answer;
    }).finally(() => this.#asking.delete(key));
    this.#asking.set(key, asking);
    return asking;
  }
}
