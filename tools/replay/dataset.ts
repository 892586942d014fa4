import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { Guidelines } from '../import-sops/guidelines.js';
import type { Sop } from '../import-sops/sop.js';
import { sopsOf } from '../import-sops/sops-of.js';
import { CannotPlay } from '../world/cannot-play.js';
import { Order, Product, ShopAction, User, type Shop } from './shop/shop.js';

const ServiceRequest = z.object({
  id: z.string(),
  user_id: z.string(),
  /** In the customer's words. */
  request: z.string(),
  /** What resolves it, in this order. */
  actions: z.array(ShopAction),
});
export type ServiceRequest = z.infer<typeof ServiceRequest>;

export interface Dataset {
  readonly shop: Shop;
  readonly requests: readonly ServiceRequest[];
}

/**
 * One online shop with its customers and a day of their requests, from a folder with users.json, orders.json, products.json
 * and requests.json.
 * @throws CannotPlay naming the file that is not there; ZodError when one has another shape.
 */
export function readDataset(folder: string): Dataset {
  return {
    shop: {
      users: table(folder, 'users.json', User),
      orders: table(folder, 'orders.json', Order),
      products: table(folder, 'products.json', Product),
    },
    requests: z.array(ServiceRequest).parse(read(folder, 'requests.json')),
  };
}

/** The procedures of a folder with abcd-guidelines.json. @throws CannotPlay */
export function readSops(folder: string): Sop[] {
  return sopsOf(Guidelines.parse(read(folder, 'abcd-guidelines.json')));
}

function table<Schema extends z.ZodType>(folder: string, file: string, row: Schema): Map<string, z.output<Schema>> {
  return new Map(Object.entries(z.record(z.string(), row).parse(read(folder, file))));
}

function read(folder: string, file: string): unknown {
  const path = join(folder, file);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new CannotPlay(
      `The replay needs ${resolve(path)}, which is not there. It plays folders like those of shared/data.`,
    );
  }
}
