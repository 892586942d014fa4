import { StatusChecker, type BaseClient } from 'rocketmq-client-nodejs';
import definition from 'rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js';
import service from 'rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb.js';

/**
 * Asks for the route of a topic, past the client's cache and without its retries: the proxy and the name server have to answer.
 * @throws NotFoundException when they do, but know no such topic.
 */
export async function askRoute(client: BaseClient, topic: string, requestMs: number): Promise<void> {
  const endpoints = client.getEndpoints();
  const resource = new definition.Resource().setName(topic);
  const request = new service.QueryRouteRequest().setTopic(resource).setEndpoints(endpoints.toProtobuf());
  const route = await client.getRpcClientManager().queryRoute(endpoints, request, requestMs);
  StatusChecker.check(route.getStatus()?.toObject());
}
