import { expect, it } from '@jest/globals';
import { flows } from '../../../testing/process/bpmn-text.js';
import { readNodes } from '../../../testing/process/read-nodes.js';

it('gateways are what they are', async () => {
  const { nodes } = await readNodes(
    '<exclusiveGateway id="e"/><parallelGateway id="p1"/><inclusiveGateway id="i"/><eventBasedGateway id="v" instantiate="true"/>',
    '<task id="t"/>',
    flows('e->t'),
  );
  expect(['e', 'p1', 'i', 'v'].map((id) => nodes[id]!.kind)).toEqual([
    'exclusive-gateway',
    'parallel-gateway',
    'inclusive-gateway',
    'event-gateway',
  ]);
  expect(nodes['v']).toMatchObject({ instantiate: true });
});
