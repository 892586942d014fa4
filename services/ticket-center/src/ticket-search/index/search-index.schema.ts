import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { MAX_TERM } from '#libs/text-search/terms-of';
import { EntitySchema } from 'typeorm';

/** What texts are found by, with a short number and in how many tickets it is. */
export interface TermRow {
  term: string;
  id: number;
  tickets: number;
}

export const TermSchema = new EntitySchema<TermRow>({
  name: 'ticket_search_term',
  columns: { term: column.primary(column.varchar(MAX_TERM)), id: column.int(), tickets: column.int() },
  indices: [schemaIndex('ticket_search_term', { columns: ['id'], unique: true })],
});

/** In which tickets a term is; in the order of its primary key, so that the newest of a term are read first. */
export interface PostingRow {
  termId: number;
  doc: number;
  /** How often it is in what customers see, headings three times. */
  weight: number;
  /** The same of notes. */
  internal: number;
}

export const PostingSchema = new EntitySchema<PostingRow>({
  name: 'ticket_search_posting',
  columns: {
    termId: column.primary(column.int()),
    doc: column.primary(column.int()),
    weight: column.int(),
    internal: column.int(),
  },
});

/** Term, weight, weight in notes. */
export type Posted = readonly [termId: number, weight: number, internal: number];

/** A ticket in the index, by a number that grows with time. */
export interface DocRow {
  doc: number;
  ticketId: string;
  words: number;
  /** What of it is posted, so that it can be taken back. */
  posted: Posted[];
}

export const DocSchema = new EntitySchema<DocRow>({
  name: 'ticket_search_doc',
  columns: {
    doc: column.primary(column.int()),
    ticketId: column.ref(),
    words: column.int(),
    posted: column.json(),
  },
  indices: [schemaIndex('ticket_search_doc', { columns: ['ticketId'], unique: true })],
});

/** A ticket whose texts are to be read again. */
export interface SearchDueRow {
  ticketId: string;
  /** 0: it has changed; 1: all are read again, behind those. */
  queueNo: number;
  since: Date;
  /** Another one with each change. */
  changeId: string;
}

export const SearchDueSchema = new EntitySchema<SearchDueRow>({
  name: 'ticket_search_due',
  columns: {
    ticketId: column.primary(column.ref()),
    queueNo: column.int(),
    since: column.time(),
    changeId: column.ref(),
  },
  indices: [schemaIndex('ticket_search_due', { columns: ['queueNo', 'since'] })],
});

/** All tickets are read again. */
export interface RebuildRow {
  id: string;
  /** Tickets up to this one wait to be read, or were. */
  queuedTo: string;
  queued: number;
  tickets: number;
  startedAt: Date;
  endedAt: Date | null;
}

export const RebuildSchema = new EntitySchema<RebuildRow>({
  name: 'ticket_search_rebuild',
  columns: {
    id: column.id(),
    queuedTo: column.varchar(36),
    queued: column.int(),
    tickets: column.int(),
    startedAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
});

export const ticketSearchEntities = [TermSchema, PostingSchema, DocSchema, SearchDueSchema, RebuildSchema];
