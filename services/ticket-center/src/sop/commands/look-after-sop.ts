import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SopStore } from '../domain/sop.repository.js';

/** Somebody has looked it over: the next review is due an interval from now. */
export class ReviewSop extends Command<void> {
  constructor(
    readonly name: string,
    readonly note: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ReviewSop)
export class ReviewSopHandler implements ICommandHandler<ReviewSop> {
  constructor(
    private readonly sops: SopStore,
    private readonly clock: Clock,
  ) {}

  execute({ name, note, by }: ReviewSop): Promise<void> {
    return this.sops.update(name, (sop) => sop.review(note, by, this.clock.now()));
  }
}

/** Takes it off the list, or puts it back. */
export class OfferSop extends Command<void> {
  constructor(
    readonly name: string,
    readonly offered: boolean,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(OfferSop)
export class OfferSopHandler implements ICommandHandler<OfferSop> {
  constructor(
    private readonly sops: SopStore,
    private readonly clock: Clock,
  ) {}

  execute({ name, offered, reason, by }: OfferSop): Promise<void> {
    const now = this.clock.now();
    return this.sops.update(name, (sop) => (offered ? sop.offerAgain(reason, by, now) : sop.retire(reason, by, now)));
  }
}
