/** Where the content of a file lies in object storage. */
export function keyOf(id: string): string {
  return `file/${id}`;
}
