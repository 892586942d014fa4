import { z } from 'zod';
import type { SettingFamily } from './setting.js';

/** RFC 6901; where fields are chosen, `*` stands for every item of an array. */
const Pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/, 'expected a JSON pointer');

const Name = z.string().regex(/^[a-z][A-Za-z0-9-]{0,63}$/, 'expected a name');

/** `inputs`: what the caller named; else a part, and where in its answer. */
const Reference = z.strictObject({ from: Name, at: Pointer });
export type Reference = z.output<typeof Reference>;

const Parameter = z.union([z.string(), z.number(), z.boolean(), Reference]);
export type Parameter = z.output<typeof Parameter>;

const Field = z.union([Pointer, z.strictObject({ at: Pointer, title: z.string().min(1).max(120) })]);
export type Field = z.output<typeof Field>;

/** An event of the suite that names the id makes the part old; `events`: only of types that begin so. */
const ChangedBy = Reference.extend({ events: z.array(z.string().min(1)).min(1).optional() });
export type ChangedBy = z.output<typeof ChangedBy>;

/** Told by events, a part may be believed for so long at most, whatever happens to the events. */
const MOST_FRESH_MS = 60_000;

const PartDefinition = z
  .strictObject({
    /** As a service offers it, e.g. `GET /api/v1/tickets/{id}`. */
    operation: z.string().regex(/^(GET|POST) \/api\/v1\/\S+$/, 'expected a method and a template below /api/v1'),
    /** Of the path and the query, by name. A reference to nothing (null too) leaves the part out. */
    parameters: z.record(z.string(), Parameter).default({}),
    /** Of a POST that only asks. */
    body: z.record(z.string(), Parameter).optional(),
    /** `fast`: for the first screen; 1 to 3: in this order after it. */
    priority: z.union([z.literal('fast'), z.literal(1), z.literal(2), z.literal(3)]),
    timeoutMs: z.int().min(10).max(30_000),
    maxBytes: z
      .int()
      .min(1_024)
      .max(8 * 1024 * 1024)
      .default(1024 * 1024),
    /** Behind it is a system that is not ours: never in the fast part, and its failures are not its service's. */
    outside: z.boolean().default(false),
    /** What leaves of the answer, in the order it is shown; absent: all of it. */
    fields: z.array(Field).min(1).max(400).optional(),
    /** `tenant`: all who hold the same permissions are answered the same. */
    scope: z.enum(['person', 'tenant']).default('person'),
    /** So long an answer is believed; 0: the service is always asked. */
    freshMs: z.int().min(0).max(3_600_000).default(0),
    changedBy: z.array(ChangedBy).max(10).default([]),
    /** What is kept from events is so much later right than they are heard. */
    settleMs: z.int().min(0).max(30_000).default(0),
    /** When there is no answer: an earlier one of at most this age, else this value. */
    fallback: z
      .strictObject({ staleMs: z.int().min(0).max(3_600_000).default(0), value: z.json().optional() })
      .prefault({}),
  })
  .refine(({ priority, outside }) => priority !== 'fast' || !outside, 'outside: never in the fast part')
  .refine(
    ({ operation, body }) => operation.startsWith('POST') === (body !== undefined),
    'body: of a POST, and needed there',
  )
  .refine(
    ({ changedBy, freshMs }) => changedBy.length === 0 || freshMs <= MOST_FRESH_MS,
    `freshMs: at most ${MOST_FRESH_MS} where events tell`,
  );
export type PartDefinition = z.output<typeof PartDefinition>;

/** One answer put together from many operations, as data. */
export const ViewDefinition = z.strictObject({
  name: Name,
  title: z.string().min(1).max(200),
  path: z.string().regex(/^\/api\/v1\/views(\/([\w-]+|\{[a-z]\w*\}))+$/i, 'expected a template below /api/v1/views'),
  /** To see anything of it; each part needs its operation's own besides. */
  permission: z.string().regex(/^[a-z-]+:[a-z-]+$/),
  /** Those of the path, and of the query. */
  inputs: z.record(Name, z.strictObject({ format: z.enum(['uuid', 'text']), title: z.string().max(120).optional() })),
  /** Without this part there is nothing to show: its failure is the answer. */
  required: Name.optional(),
  /** How many requests it counts as; absent: one and one for each part. */
  weight: z.int().min(1).max(1_000).optional(),
  parts: z.record(Name, PartDefinition).refine((parts) => Object.keys(parts).length <= 60, 'at most 60 parts'),
});
export type ViewDefinition = z.output<typeof ViewDefinition>;

export const viewSettings: SettingFamily<ViewDefinition> = {
  prefix: 'gateway/views/',
  description:
    'One answer put together from many operations, instead of or beside those of the house; the name is its own',
  schema: ViewDefinition,
};
