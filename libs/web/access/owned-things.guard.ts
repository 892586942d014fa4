import { Database } from '#libs/persistence/database';
import { withinCircle, type OwnerColumns, type RowCircle, type SqlPart } from '#libs/persistence/rows/within-circle';
import type { CanActivate, ExecutionContext, Provider } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { BEYOND_REACH } from './beyond-reach.js';
import { Circles } from './circles.js';
import { PERMISSION } from './permissions.js';

/** Things that are somebody's and have routes of their own. */
export interface OwnedThings {
  /** Method and path of the routes, `GET /api/v1/recordings/:id/content`; the first group is the parameter with the id. */
  readonly routes: RegExp;
  /** The table they are in; without one the id is that of a person. */
  readonly rows?: { readonly table: string; readonly within: OwnerColumns | ((circle: RowCircle) => SqlPart) };
  /** What is said of one that is not reached: that it is not there. */
  missing(id: string): Error;
}

/** Every route of things that are somebody's: what somebody does not reach, with the permission of the route, is not there. */
export function ownedThings(things: OwnedThings): Provider {
  return {
    provide: APP_GUARD,
    useFactory: (reflector: Reflector, circles: Circles, database: Database) =>
      new OwnedThingsGuard(things, reflector, circles, database),
    inject: [Reflector, Circles, Database],
  };
}

class OwnedThingsGuard implements CanActivate {
  constructor(
    private readonly things: OwnedThings,
    private readonly reflector: Reflector,
    private readonly circles: Circles,
    private readonly database: Database,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const name = this.things.routes.exec(`${request.method} ${request.routeOptions.url}`)?.[1];
    if (name === undefined || this.reflector.get<boolean | undefined>(BEYOND_REACH, context.getHandler())) return true;
    const circle = await this.circles.reachedWith(this.reflector.get<string>(PERMISSION, context.getHandler()));
    const id = (request.params as Record<string, string>)[name]!;
    if (circle !== null && !(await this.#reaches(circle, id))) throw this.things.missing(id);
    return true;
  }

  async #reaches(circle: RowCircle, id: string): Promise<boolean> {
    const { rows } = this.things;
    if (!rows) return circle.people.includes(id);
    const { table, within } = rows;
    const { sql, values } = typeof within === 'function' ? within(circle) : withinCircle(circle, within);
    const statement = `SELECT 1 AS reached FROM ${table} WHERE ${table}.id = ? AND ${sql}`;
    const found = await (await this.database.reader()).query<object[]>(statement, [id, ...values]);
    return found.length > 0;
  }
}
