import { describe, expect, it } from '@jest/globals';
import { bpmn } from '../../../testing/process/bpmn-text.js';
import { nodeOf, readFile, refusal, roots } from '../../../testing/process/read-nodes.js';

describe('a loop', () => {
  const standard = (attributes: string, inner = '') =>
    `<task id="x"><standardLoopCharacteristics ${attributes}>${inner}</standardLoopCharacteristics></task>`;
  const multi = (attributes: string, inner = '') =>
    `<task id="x"><multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics></task>`;
  const three = '<loopCardinality>3</loopCardinality>';

  it('by a condition, tested before or after', async () => {
    expect(
      await nodeOf(standard('testBefore="true" loopMaximum="5"', '<loopCondition>open > 0</loopCondition>')),
    ).toMatchObject({
      loop: { type: 'standard', testBefore: true, maximum: 5, condition: { names: ['open'] } },
    });
    expect(await nodeOf(standard('loopMaximum="2"'))).toMatchObject({ loop: { testBefore: false, maximum: 2 } });
    expect(await nodeOf(standard('loopMaximum="0"'))).toMatchObject({ loop: { maximum: 0 } });
  });

  it('without an end is refused', async () => {
    expect(await refusal(standard(''))).toMatchObject([{ code: 'loop', element: 'x' }]);
    expect(await refusal(standard('loopMaximum="-1"'))).toMatchObject([{ code: 'loop', element: 'x' }]);
  });

  it('by a number', async () => {
    expect(
      await nodeOf(multi('isSequential="true"', `${three}<completionCondition>done</completionCondition>`)),
    ).toMatchObject({
      loop: {
        type: 'multi',
        sequential: true,
        cardinality: { text: '3' },
        completion: { text: 'done' },
        behavior: { type: 'all' },
      },
    });
  });

  it('by a list: our attributes', async () => {
    const attributes =
      'sb:collection="order.items" sb:element="item" sb:outputCollection="prices" sb:outputElement="item.price * 2"';
    expect(await nodeOf(multi(attributes))).toMatchObject({
      loop: {
        sequential: false,
        collection: { text: 'order.items' },
        element: 'item',
        output: { target: 'prices', value: { text: 'item.price * 2' } },
      },
    });
  });

  it('by a list: the data of BPMN', async () => {
    expect(
      await nodeOf(
        '<dataObject id="d" name="all items"/><dataObjectReference id="items" dataObjectRef="d"/><dataObject id="results"/>',
        multi(
          '',
          '<loopDataInputRef>items</loopDataInputRef><loopDataOutputRef>results</loopDataOutputRef>' +
            '<inputDataItem id="i" name="one item"/><outputDataItem id="o" name="price"/>',
        ),
      ),
    ).toMatchObject({
      loop: {
        collection: { text: 'all items', names: ['all items'] },
        element: 'one item',
        output: { target: 'results', value: { text: 'price' } },
      },
    });
  });

  it('needs a number or a list, not both; and a list of results its name and value', async () => {
    expect(await refusal(multi(''))).toMatchObject([{ code: 'loop' }]);
    expect(await refusal(multi('sb:collection="a"', three))).toMatchObject([{ code: 'loop' }]);
    expect(await refusal(multi('sb:outputElement="a"', three))).toMatchObject([{ code: 'loop' }]);
  });

  it.each([
    ['behavior="None" noneBehaviorEventRef="def"', '', { type: 'none', event: { signal: 'stop' } }],
    ['behavior="One" oneBehaviorEventRef="def"', '', { type: 'one', event: { signal: 'stop' } }],
    [
      'behavior="Complex"',
      '<complexBehaviorDefinition><condition>loopCounter = 2</condition><event><signalEventDefinition signalRef="sig"/></event></complexBehaviorDefinition>',
      { type: 'complex', definitions: [{ condition: { text: 'loopCounter = 2' }, event: { signal: 'stop' } }] },
    ],
  ])('throws to its edge: %s', async (attributes, inner, behavior) => {
    const signal = '<signalEventDefinition id="def" signalRef="sig"/>';
    const { nodes, problems } = await readFile(
      bpmn(roots, signal, `<process id="p" isExecutable="true">${multi(attributes, three + inner)}</process>`),
    );
    expect(problems).toEqual([]);
    expect(nodes['x']).toMatchObject({ loop: { behavior } });
  });

  it('that throws has to say what', async () => {
    expect(await refusal(multi('behavior="One"', three))).toMatchObject([{ code: 'loop', element: 'x' }]);
  });
});
