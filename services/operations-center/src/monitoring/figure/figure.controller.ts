import { Clock } from '#libs/kernel/clock';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Sites } from '../sources/sites.js';
import { checkAsked, DEFINITIONS, figureNamed } from './figure-catalogue.js';
import type { FigureDefinition, MonitorScope } from './figure-definition.js';
import { FigureItems } from './figure-items.js';
import { keyOf } from './figure-key.js';
import { DefinitionList, DefinitionView, ItemPage, ItemsQuery, ValueQuery, ValueView } from './figure.dto.js';
import { Looking } from './looking.js';
import { Reaches } from './reach.js';

@ApiTags('figures')
@Controller('api/v1')
export class NamedFigureController {
  constructor(
    private readonly looking: Looking,
    private readonly items: FigureItems,
    private readonly reaches: Reaches,
    private readonly sites: Sites,
    private readonly clock: Clock,
  ) {}

  @Get('figure-definitions')
  @Requires('figure:read')
  @Answers(DefinitionList)
  listFigureDefinitions() {
    return { items: DEFINITIONS.map(viewOf) };
  }

  /** What a number is: formula, unit, what is in and what is not. */
  @Get('figures/:key')
  @Requires('figure:read')
  @Answers(DefinitionView)
  getFigure(@Param('key') key: string) {
    return viewOf(figureNamed(key));
  }

  @Get('figures/:key/value')
  @Requires('figure:read')
  @Answers(ValueView)
  async getFigureValue(@Param('key') key: string, @Query({ schema: ValueQuery }) query: ValueQuery) {
    const { definition, scope, window } = await this.#asked(key, query);
    const look = await this.looking.look(new Set([definition.source]), scope.kind === 'all-tenants');
    const period = await this.items.periodOf(window, look.parts.asOf);
    return {
      ...{ key, ...scope, window, ...look.measure(key, scope, window), asOf: timeOf(look.parts.asOf) },
      period: period && { from: timeOf(period.from), to: timeOf(period.to) },
    };
  }

  /** What the number counted, for the same scope and window: as many items as it says. */
  @Get('figures/:key/items')
  @Requires('figure:read')
  @Answers(ItemPage)
  async listFigureItems(@Param('key') key: string, @Query({ schema: ItemsQuery }) query: ItemsQuery) {
    const { scope, window } = await this.#asked(key, query);
    const { of, limit, cursor } = query;
    const at = query.at === undefined ? this.clock.ms() : Date.parse(query.at);
    return this.items.list({ key, scope, window, of, at, limit, cursor });
  }

  async #asked(key: string, { kind, id: said, window: wanted }: ValueQuery) {
    const window = wanted ?? figureNamed(key).windows[0]!;
    const definition = checkAsked({ key, kind, window });
    const scope: MonitorScope = { kind, id: kind === 'tenant' || kind === 'all-tenants' ? '' : said };
    const teams = kind === 'site' ? (await this.sites.get(said)).teamIds : null;
    (await this.reaches.of('figure:read')).require(definition, scope, teams);
    return { definition, scope, window };
  }
}

function viewOf({ reading: _, counts, ...definition }: FigureDefinition) {
  const { scopes, windows, ...rest } = definition;
  return { ...rest, scopes: [...scopes], windows: [...windows], countedBy: counts.map(keyOf) };
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
