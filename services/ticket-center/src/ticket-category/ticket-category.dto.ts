import { z } from 'zod';

const name = z.string().trim().min(1).max(60);
const parentId = z.uuid().nullable();

export const AddCategoryBody = z.object({ name, parentId: parentId.default(null) });

export const ChangeCategoryBody = z.object({ name, parentId, active: z.boolean() }).partial();

export const CategoryView = z
  .object({
    id: z.string(),
    version: z.int(),
    parentId: z.string().nullable(),
    name: z.string(),
    active: z.boolean(),
    path: z.array(z.string()).describe('names from the top down to its own'),
    open: z.boolean().describe('takes new tickets: it and all above it are active'),
  })
  .meta({ id: 'TicketCategory' });
export type CategoryView = z.infer<typeof CategoryView>;

export const CategoryList = z.object({ items: z.array(CategoryView) });
