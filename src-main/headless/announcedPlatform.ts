import type { Platform } from '../ports/platform.ts';
import { removeHolder, writeHolder } from './connectionFile.ts';

/**
 * The platform whose own state says who has it: from the moment its lock is ours until just before it is free again, so
 * that nobody ever writes over the word of another.
 */
export function announcedPlatform(platform: Platform, dataFolder: string): Platform {
  return {
    ...platform,
    openState: async (folder, schema) => {
      const state = await platform.openState(folder, schema);
      if (folder !== dataFolder) return state;
      writeHolder(dataFolder, { pid: process.pid, connection: null });
      const close = () => {
        removeHolder(dataFolder);
        state.database.close();
      };
      return { ...state, database: { ...state.database, close } };
    },
  };
}
