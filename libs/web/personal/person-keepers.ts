import type { HoldingReceipt } from '#libs/personal-data/person-holding';
import { Injectable } from '@nestjs/common';

/** What tells of people and is not erased by columns alone: what lies in object storage, or follows from what was erased. */
export interface PersonKeeper {
  readonly name: string;
  /** Of the tenant in context, after the rows. Safe to repeat. */
  erase(customerId: string): Promise<HoldingReceipt>;
}

/** Where contexts say so. */
@Injectable()
export class PersonKeepers {
  readonly #all: PersonKeeper[] = [];

  get all(): readonly PersonKeeper[] {
    return this.#all;
  }

  of(keeper: PersonKeeper): void {
    this.#all.push(keeper);
  }
}
