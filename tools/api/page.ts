import { z } from 'zod';

/** A page of a list. */
export const Page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
