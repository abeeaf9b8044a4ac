/** Spoken progress: at most every 10 %. */
export const announcementStep = 10;

/**
 * The step to speak next, or null: nothing is said again until the next full step, and a new transfer is
 * silent until its first.
 */
export function stepToAnnounce(lastStep: number, percent: number): number | null {
  const step = Math.floor(percent / announcementStep) * announcementStep;
  return step > lastStep && step > 0 ? step : null;
}
