import { createContext } from 'react';

/** The time of a whole list, so that ten thousand rows do not each keep a clock. */
export const NowContext = createContext<Date | null>(null);
