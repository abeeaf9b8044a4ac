const minutesPerDay = 24 * 60;

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/** Of a day on this computer's own clock, which a zone and a summer time shift. */
export const minuteOfDay = (date: Date): number => date.getHours() * 60 + date.getMinutes();

/** Whether a minute of the day lies within `22:00-07:00`; the end is not part of it, two equal times are the whole day. */
export function isWithinHours(range: string, minute: number): boolean {
  const [from = 0, to = 0] = range.split('-').map(minutesOf);
  if (from === to) return true;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** Minutes until the hours begin; 0 within them. */
export function minutesUntilHours(range: string, minute: number): number {
  if (isWithinHours(range, minute)) return 0;
  const [from = 0] = range.split('-').map(minutesOf);
  return (from - minute + minutesPerDay) % minutesPerDay;
}
