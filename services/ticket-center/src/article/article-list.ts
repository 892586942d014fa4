import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { Attachments, type AttachmentLine } from '../attachment/attachment.api.js';
import { TicketReading } from '../ticket/ticket-reading.api.js';
import type { ArticlePage } from './article.dto.js';

const PUBLIC = ['ticket-replied', 'ticket-customer-wrote'] as const;
const KINDS = {
  'ticket-replied': 'reply',
  'ticket-noted': 'note',
  'ticket-customer-wrote': 'customer-message',
} as const;

/** What the journal of a ticket keeps of words. */
interface Said {
  readonly text: string;
  readonly by?: string;
  readonly channel?: string;
  readonly mentions?: readonly string[];
  readonly attachmentIds?: readonly string[];
}

/** What was said about a ticket, in order. */
@Injectable()
export class ArticleList {
  constructor(
    private readonly tickets: TicketReading,
    private readonly attachments: Attachments,
  ) {}

  /** @param withNotes those the customer must not see, too. @throws TicketNotFound */
  async of(ticketId: string, query: PageQuery, withNotes: boolean): Promise<ArticlePage> {
    const { channel } = await this.tickets.view(ticketId);
    const types = withNotes ? ([...PUBLIC, 'ticket-noted'] as const) : PUBLIC;
    const { items, next } = await this.tickets.happened(ticketId, types, query);
    const enclosed = items.flatMap(({ data }) => (data as unknown as Said).attachmentIds ?? []);
    const files = await this.attachments.linesOf(enclosed);
    return { items: items.map((row) => articleOf(row, channel, files)), next };
  }
}

function articleOf(
  { id, type, at, data }: JournalRow,
  ticketChannel: string,
  files: ReadonlyMap<string, AttachmentLine>,
): ArticlePage['items'][number] {
  const { text, by = null, channel = ticketChannel, mentions = [], attachmentIds = [] } = data as unknown as Said;
  const kind = KINDS[type as keyof typeof KINDS];
  const isInternal = kind === 'note';
  return {
    ...{ id, kind, author: by, at: at.toISOString(), text, mentions: [...mentions] },
    visibility: isInternal ? 'internal' : 'public',
    channel: isInternal ? null : channel,
    attachments: attachmentIds.flatMap((attachment) => files.get(attachment) ?? []),
  };
}
