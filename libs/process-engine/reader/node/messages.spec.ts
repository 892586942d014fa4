import { describe, expect, it } from '@jest/globals';
import { bpmn } from '../../../testing/process/bpmn-text.js';
import { readFile, roots } from '../../../testing/process/read-nodes.js';

describe('a message', () => {
  it('is that of the task, or of its operation', async () => {
    const operation =
      '<interface id="i" name="i"><operation id="op" name="op"><inMessageRef>m</inMessageRef></operation></interface>';
    const draw = (attributes: string) =>
      readFile(
        bpmn(roots, operation, `<process id="p" isExecutable="true"><receiveTask id="x" ${attributes}/></process>`),
      );
    expect((await draw('messageRef="m" instantiate="true"')).nodes['x']).toMatchObject({
      message: { name: 'paid' },
      instantiate: true,
    });
    expect((await draw('operationRef="op"')).nodes['x']).toMatchObject({
      message: { name: 'paid' },
      instantiate: false,
    });
    expect((await draw('')).problems).toMatchObject([{ code: 'message', element: 'x' }]);
  });

  it('has the key of the event, or else its own', async () => {
    const keyed = '<message id="k" name="k" sb:correlationKey="order.id"/>';
    const draw = (attributes: string) =>
      readFile(
        bpmn(keyed, `<process id="p" isExecutable="true"><sendTask id="x" messageRef="k" ${attributes}/></process>`),
      );
    expect((await draw('')).nodes['x']).toMatchObject({
      message: { correlationKey: { text: 'order.id', names: ['order'] } },
    });
    expect((await draw('sb:correlationKey="number"')).nodes['x']).toMatchObject({
      message: { correlationKey: { text: 'number' } },
    });
  });

  const pools = (flow: string, sender: string, receiver: string) =>
    readFile(
      bpmn(
        roots,
        `<collaboration id="c"><messageFlow id="mf" sourceRef="send" targetRef="get" ${flow}/></collaboration>`,
        `<process id="a" isExecutable="true"><sendTask id="send" ${sender}/></process>`,
        `<process id="b" isExecutable="true"><startEvent id="get"><messageEventDefinition ${receiver}/></startEvent></process>`,
      ),
    );

  it.each([
    ['', '', 'messageRef="m"', 'paid'],
    ['', 'messageRef="m"', '', 'paid'],
    ['messageRef="m"', '', '', 'paid'],
    ['', '', '', 'mf'],
    ['name="call back"', '', '', 'call back'],
  ])('between pools is found: flow %s, sender %s, receiver %s', async (flow, sender, receiver, name) => {
    const { nodes, problems } = await pools(flow, sender, receiver);
    expect(problems).toEqual([]);
    expect(nodes['send']).toMatchObject({ message: { name } });
  });
});
