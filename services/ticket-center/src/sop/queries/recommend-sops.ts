import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { TicketCases, wordingOf } from '../../ticket/ticket-cases.api.js';
import { TicketCategories } from '../../ticket-category/ticket-category.api.js';
import type { SopRow } from '../infra/sop.schema.js';
import type { RecommendedSop, RecommendSopsBody } from '../sop.dto.js';
import { SopShelf, type Shelf } from '../sop-shelf.js';

/** How much each part says; together 1. */
const WEIGHT = { words: 0.4, likeCases: 0.3, category: 0.2, ticketType: 0.1 };
const NEIGHBOURS = 10;
const SHOWN = 5;

/** For a ticket, or for words that are not yet one. */
export class RecommendSops extends Query<{ items: RecommendedSop[] }> {
  constructor(readonly asked: RecommendSopsBody) {
    super();
  }
}

interface Asked {
  readonly text: string;
  readonly ticketType: string | null;
  /** From the top down. */
  readonly categoryIds: readonly string[];
}

/** By category, by words, and by what solved like cases; each part is shown with the score. */
@QueryHandler(RecommendSops)
export class RecommendSopsHandler implements IQueryHandler<RecommendSops> {
  constructor(
    private readonly shelf: SopShelf,
    private readonly tickets: TicketCases,
    private readonly categories: TicketCategories,
  ) {}

  async execute({ asked }: RecommendSops): Promise<{ items: RecommendedSop[] }> {
    const about = await this.#about(asked);
    const shelf = await this.shelf.now();
    const byWords = new Map(shelf.bySopWords.nearest(about.text, shelf.offered.length).map((each) => [each.id, each]));
    const likeRuns = Map.groupBy(shelf.byCaseWords.nearest(about.text, NEIGHBOURS), ({ id }) => id.sop);
    const items = shelf.offered.map((sop) => recommended(sop, about, byWords.get(sop.id), likeRuns.get(sop.id) ?? []));
    const some = items.filter(({ score }) => score > 0);
    return { items: some.sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1)).slice(0, SHOWN) };
  }

  async #about({ ticketId, text, categoryId, ticketType }: RecommendSopsBody): Promise<Asked> {
    if (ticketId === undefined) {
      const path = categoryId === undefined ? [] : await this.categories.openPath(categoryId);
      return { text: text!, ticketType: ticketType ?? null, categoryIds: path.map(({ id }) => id) };
    }
    const ticket = await this.tickets.get(ticketId);
    const categoryIds = (ticket.categoryPath ?? []).map(({ id }) => id);
    return { text: `${wordingOf(ticket)}\n${text ?? ''}`, ticketType: ticket.ticketType, categoryIds };
  }
}

type Words = ReturnType<Shelf['bySopWords']['nearest']>[number] | undefined;
type LikeRuns = ReturnType<Shelf['byCaseWords']['nearest']>;

function recommended(sop: SopRow, { ticketType, categoryIds }: Asked, words: Words, runs: LikeRuns): RecommendedSop {
  const category = sop.categoryIds.some((id) => categoryIds.includes(id));
  const type = ticketType !== null && sop.ticketTypes.includes(ticketType);
  const likeness = words?.likeness ?? 0;
  // What several cases say together: one that is wrong cannot outvote them.
  const likeCases = 1 - runs.reduce((none, run) => none * (1 - run.likeness), 1);
  const score =
    WEIGHT.words * likeness +
    WEIGHT.likeCases * likeCases +
    (category ? WEIGHT.category : 0) +
    (type ? WEIGHT.ticketType : 0);
  return {
    ...{ name: sop.id, title: sop.title, score, category, ticketType: type },
    words: { likeness, shared: [...(words?.words ?? [])] },
    likeCases: {
      likeness: likeCases,
      runs: runs.map(({ id, likeness: like }) => ({ runId: id.runId, ticketId: id.ticketId, likeness: like })),
    },
  };
}
