import { z } from 'zod';
import { languages } from './language.ts';
import { namingProfileSchema } from './naming.ts';

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** `system`: the first of the computer's languages that the screens speak, else English. */
  language: z.enum(['system', ...languages]).default('system'),
  setupDone: z.boolean().default(false),
  notifications: z.boolean().default(true),
  namingProfile: namingProfileSchema.default('plain'),
  transfers: z
    .object({
      /** Globus runs at most three of a user's tasks at a time. */
      parallelTasks: z.number().int().min(1).max(3).default(3),
      encryptsData: z.boolean().default(false),
      /** Sends larger than this ask first. */
      confirmAboveBytes: z
        .number()
        .int()
        .positive()
        .default(50 * 1024 ** 3),
    })
    .default({ parallelTasks: 3, encryptsData: false, confirmAboveBytes: 50 * 1024 ** 3 }),
  sync: z
    .object({
      rescanSeconds: z.number().int().min(5).max(86_400).default(60),
      pollSeconds: z.number().int().min(30).max(86_400).default(300),
      /** Images of this size and more get their name at an endpoint only when they are whole. */
      publishAtomicallyAboveBytes: z
        .number()
        .int()
        .min(0)
        .default(64 * 1024 ** 2),
    })
    .default({ rescanSeconds: 60, pollSeconds: 300, publishAtomicallyAboveBytes: 64 * 1024 ** 2 }),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Any subset; absent fields stay. */
export const updateSettingsSchema = z.object({
  theme: settingsSchema.shape.theme.unwrap().optional(),
  language: settingsSchema.shape.language.unwrap().optional(),
  setupDone: z.boolean().optional(),
  notifications: z.boolean().optional(),
  namingProfile: namingProfileSchema.optional(),
  transfers: settingsSchema.shape.transfers.unwrap().partial().optional(),
  sync: settingsSchema.shape.sync.unwrap().partial().optional(),
});
export type UpdateSettings = z.infer<typeof updateSettingsSchema>;
