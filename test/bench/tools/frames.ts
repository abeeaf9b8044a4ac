import type { Page } from '@playwright/test';

const frameMs = 1000 / 60;

export interface Frames {
  readonly shown: number;
  readonly dropped: number;
}

/** Counts the frames of the page while something happens. A gap of n frames is n - 1 that were dropped. */
export async function framesWhile(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = [];
    const facts = { times, isOn: true };
    Object.assign(globalThis, { benchFrames: facts });
    const next = (at: number) => {
      times.push(at);
      if (facts.isOn) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await act();
  const times = await page.evaluate(() => {
    const { benchFrames } = globalThis as typeof globalThis & { benchFrames: { times: number[]; isOn: boolean } };
    benchFrames.isOn = false;
    return benchFrames.times;
  });
  const gaps = times.slice(1).map((at, index) => Math.max(1, Math.round((at - (times[index] ?? at)) / frameMs)));
  return { shown: gaps.length, dropped: gaps.reduce((sum, gap) => sum + gap - 1, 0) };
}

export const droppedPct = (all: readonly Frames[]): number => {
  const sum = (pick: (frames: Frames) => number): number => all.reduce((total, frames) => total + pick(frames), 0);
  return (
    (100 * sum(({ dropped }) => dropped)) /
    Math.max(
      1,
      sum(({ shown, dropped }) => shown + dropped),
    )
  );
};
