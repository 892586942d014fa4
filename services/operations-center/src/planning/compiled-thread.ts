/** A thread runs what is compiled, also where the file that starts it is not. @param program beside that file @param here its `import.meta.url` */
export function compiledThread(program: string, here: string): URL {
  const there = new URL(program, here);
  if (!here.endsWith('.ts')) return there;
  return new URL(there.href.replace(/\/services\/(?!.*\/services\/)/, '/dist/services/'));
}
