const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/** Whether a minute of the day lies within `22:00-07:00`; the end is not part of it, two equal times are the whole day. */
export function isQuietAt(range: string, minuteOfDay: number): boolean {
  const [from = 0, to = 0] = range.split('-').map(minutesOf);
  if (from === to) return true;
  return from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
}
