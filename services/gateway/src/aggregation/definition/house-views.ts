import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ViewDefinition } from '#libs/contracts/settings/gateway-views';
import { flawsOf } from './view-graph.js';

const FOLDER = join(import.meta.dirname, '..', 'views');

/** The views that come with the product. @throws Error when one cannot be run. */
export function houseViews(): readonly ViewDefinition[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const definition = ViewDefinition.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
      const flaws = flawsOf(definition);
      if (flaws.length > 0) throw new Error(`${file}: ${flaws.join('; ')}`);
      return definition;
    });
}
