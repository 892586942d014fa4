import { Public } from '#libs/web/access/permissions';
import { Problem } from '#libs/web/http/problem';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { WALLBOARD_PAGE } from './wallboard-page.js';

@ApiTags('boards')
@Controller('api/v1/wallboard')
export class WallboardController {
  /** A page for a screen on the wall; what it shows it asks for as whoever logs in on it. */
  @Get()
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'",
  )
  @ApiOkResponse({ description: 'HTML', content: { 'text/html': { schema: { type: 'string' } } } })
  @ApiResponse({ status: 'default', standardSchema: Problem, description: 'Refused or failed' })
  getWallboard(): string {
    return WALLBOARD_PAGE;
  }
}
