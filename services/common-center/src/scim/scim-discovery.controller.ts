import { Refusal } from '#libs/web/http/problem';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { allOf, PROVIDER, RESOURCE_TYPES, SCHEMAS } from './scim-discovery.js';
import { Resource, ResourceList } from './scim.dto.js';
import { ScimRoute } from './scim-route.js';

/** What a provisioning system finds out by itself (RFC 7644 §4). */
@ApiTags('scim')
@Controller('api/v1/scim/v2')
export class ScimDiscoveryController {
  @Get('ServiceProviderConfig')
  @ScimRoute(Resource)
  getScimProvider() {
    return PROVIDER;
  }

  @Get('ResourceTypes')
  @ScimRoute(ResourceList)
  listScimResourceTypes() {
    return allOf(RESOURCE_TYPES);
  }

  @Get('ResourceTypes/:id')
  @ScimRoute(Resource)
  getScimResourceType(@Param('id') id: string) {
    return foundIn(RESOURCE_TYPES, id);
  }

  @Get('Schemas')
  @ScimRoute(ResourceList)
  listScimSchemas() {
    return allOf(SCHEMAS);
  }

  @Get('Schemas/:id')
  @ScimRoute(Resource)
  getScimSchema(@Param('id') id: string) {
    return foundIn(SCHEMAS, id);
  }
}

function foundIn<Known extends { id: string }>(all: readonly Known[], id: string): Known {
  const found = all.find((each) => each.id === id);
  if (!found) throw new Refusal(404, 'no-such-route', 'There is nothing of that name.');
  return found;
}
