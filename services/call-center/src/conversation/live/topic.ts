/** What nodes hold: a conversation somebody here attends, or a person who has a device here. */
export function topicOf(tenantId: string, kind: 'conversation' | 'person', id: string): string {
  return `${tenantId}/${kind}/${id}`;
}

export function tenantOf(topic: string): string {
  return topic.slice(0, topic.indexOf('/'));
}

export function idOf(topic: string): string {
  return topic.slice(topic.indexOf('/', topic.indexOf('/') + 1) + 1);
}
