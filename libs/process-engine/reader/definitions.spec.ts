import { describe, expect, it } from '@jest/globals';
import { bpmn, bpmnProcess } from '../../testing/process/bpmn-text.js';
import { NotBpmn, read, write } from './definitions.js';
import { fileProblems } from './file-problems.js';

const problemsOf = async (xml: string) => fileProblems((await read(xml)).warnings);

describe('a BPMN file', () => {
  const foreign = bpmn(`
    <process id="p" isExecutable="true" xmlns:other="urn:other:tool" other:colour="red">
      <extensionElements><other:thing size="3"><other:part>text</other:part></other:thing></extensionElements>
      <serviceTask id="call" other:x="1" sb:status="working">
        <extensionElements>
          <other:note>keep me</other:note>
          <sb:call connector="crm.find" effect="read" timeout="PT5S"><sb:retry attempts="5" backoff="PT2S" /></sb:call>
          <sb:input target="id" value="customer.id" />
        </extensionElements>
      </serviceTask>
      <textAnnotation id="note"><text>by hand</text></textAnnotation>
    </process>
    <globalScriptTask id="global"><script>1 + 1</script></globalScriptTask>`);

  it('keeps what other tools wrote into it, and what we did', async () => {
    const once = await write((await read(foreign)).definitions);
    for (const kept of [
      'other:colour="red"',
      '<other:part>text</other:part>',
      'other:x="1"',
      '<other:note>keep me</other:note>',
    ]) {
      expect(once).toContain(kept);
    }
    for (const kept of [
      'sb:status="working"',
      '<sb:retry attempts="5" backoff="PT2S" />',
      'by hand',
      '<script>1 + 1</script>',
    ]) {
      expect(once).toContain(kept);
    }
  });

  it('is the same after it was written and read again', async () => {
    const once = await write((await read(foreign)).definitions);
    expect(await write((await read(once)).definitions)).toBe(once);
    expect(await problemsOf(once)).toEqual([]);
  });

  it('calls what a multi-instance throws by the names the standard gives it', async () => {
    const written = await write(
      (
        await read(
          bpmnProcess(
            '<task id="t"><multiInstanceLoopCharacteristics behavior="Complex"><complexBehaviorDefinition>' +
              '<condition>true</condition><event><signalEventDefinition id="s" /></event>' +
              '</complexBehaviorDefinition></multiInstanceLoopCharacteristics></task>',
          ),
        )
      ).definitions,
    );
    expect(written).toMatch(/<condition[ >].*<event[ >].*<signalEventDefinition id="s" \/>/s);
  });

  it.each(['', 'hello', '<a/>', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process>'])(
    'is not: %s',
    async (text) => {
      await expect(read(text)).rejects.toThrow(NotBpmn);
    },
  );
});

describe('what of a file is not read', () => {
  it('is an error where a reference that is run leads nowhere', async () => {
    expect(
      await problemsOf(bpmnProcess('<endEvent id="end"><errorEventDefinition id="e" errorRef="gone"/></endEvent>')),
    ).toEqual([
      {
        code: 'file',
        element: 'e',
        severity: 'error',
        message: 'It refers to "gone", which is not in the file (bpmn:errorRef).',
      },
    ]);
  });

  it('is a warning where only the type of data is not there', async () => {
    expect(await problemsOf(bpmn('<message id="m" itemRef="gone"/>'))).toMatchObject([
      { element: 'm', severity: 'warning' },
    ]);
  });

  it('is an error where an extension is said to be needed, a warning where it is not', async () => {
    const extension = (attributes: string) =>
      problemsOf(bpmn(`<extension xmlns:other="urn:other" definition="other:thing" ${attributes}/>`));
    expect(await extension('mustUnderstand="true"')).toMatchObject([
      { severity: 'error', message: 'The file wants the extension "other:thing" to be understood, and it is not.' },
    ]);
    expect(await extension('')).toMatchObject([{ severity: 'warning' }]);
  });

  it('is an error where an element is not of BPMN, or is there twice', async () => {
    expect(await problemsOf(bpmnProcess('<tusk id="t"/>'))).toMatchObject([{ element: null, severity: 'error' }]);
    expect(await problemsOf(bpmnProcess('<task id="t"/><task id="t"/>'))).toMatchObject([{ severity: 'error' }]);
  });

  it('is an error where one of our own attributes or elements is misspelt or misplaced', async () => {
    expect(await problemsOf(bpmnProcess('<task id="t" sb:statsu="x"/>'))).toEqual([
      { code: 'file', element: 't', severity: 'error', message: 'The attribute "sb:statsu" is not known here.' },
    ]);
    expect(await problemsOf(bpmnProcess('<serviceTask id="t" sb:form="x"/>'))).toMatchObject([{ severity: 'error' }]);
    const call = (inner: string) =>
      bpmnProcess(`<serviceTask id="t"><extensionElements>${inner}</extensionElements></serviceTask>`);
    expect(await problemsOf(call('<sb:call conector="x"/>'))).toMatchObject([{ element: 't', severity: 'error' }]);
    expect(await problemsOf(call('<sb:cull/>'))).toMatchObject([{ severity: 'error' }]);
  });

  it('is a warning where an attribute of BPMN is misspelt', async () => {
    expect(await problemsOf(bpmnProcess('<task id="t" nam="x"/>'))).toMatchObject([
      { element: 't', severity: 'warning' },
    ]);
  });
});
