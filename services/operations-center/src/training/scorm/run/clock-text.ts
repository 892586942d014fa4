/** `HHHH:MM:SS`. @param total whole seconds */
export function clockOf(total: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [total / 3_600, (total / 60) % 60, total % 60].map(Math.floor) as [
    number,
    number,
    number,
  ];
  return `${String(hours).padStart(4, '0')}:${two(minutes)}:${two(seconds)}`;
}
