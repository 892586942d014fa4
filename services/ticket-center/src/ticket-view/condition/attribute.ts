/** What kind of values an attribute has, and so what may be asked of it. `many`: a ticket has any number of them. */
export type AttributeKind = 'key' | 'number' | 'time' | 'flag' | 'many';

/** What views ask about, by the names of a line's columns; `categoryId` is a category and all above it. */
const KINDS = {
  status: 'key',
  statusName: 'key',
  ticketType: 'key',
  channel: 'key',
  category: 'key',
  priority: 'key',
  assigneeId: 'key',
  teamId: 'key',
  supervisorId: 'key',
  customerId: 'key',
  categoryId: 'many',
  urgedTimes: 'number',
  satisfaction: 'number',
  openedAt: 'time',
  updatedAt: 'time',
  firstRepliedAt: 'time',
  solvedAt: 'time',
  closedAt: 'time',
  dueAt: 'time',
  breached: 'flag',
  archived: 'flag',
} as const satisfies Record<string, AttributeKind>;

export type LineAttribute = keyof typeof KINDS;
export const LINE_ATTRIBUTES = Object.keys(KINDS) as LineAttribute[];

/** Indexed fields of forms are asked about by `field.` and their name. */
export const FIELD = 'field.';

export function kindOf(attribute: string): AttributeKind | undefined {
  if (attribute.startsWith(FIELD) && attribute.length > FIELD.length) return 'many';
  return Object.hasOwn(KINDS, attribute) ? KINDS[attribute as LineAttribute] : undefined;
}
