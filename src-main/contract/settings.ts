import { z } from 'zod';
import { languages } from './language.ts';
import { namingProfileSchema } from './naming.ts';
import { mostPinned } from './pins.ts';
import { isDayHours, isFeedUrl, isProxyUrl } from './settingTexts.ts';

/** A server whose certificate the user accepted though no authority known here vouches for it. */
const trustedServerSchema = z.object({
  /** `host` or `host:port`, as it stands in addresses. */
  host: z.string().min(1).max(300),
  /** SHA-256 of the certificate, `AB:CD:…`. */
  fingerprint: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
  /** PEM. */
  certificate: z.string().startsWith('-----BEGIN CERTIFICATE-----').max(20_000),
});
export type TrustedServer = z.infer<typeof trustedServerSchema>;

const proxyUrlSchema = z.string().trim().max(2048).refine(isProxyUrl, 'an address such as http://proxy.lab.edu:3128');

const quietHoursSchema = z.string().refine(isDayHours, 'hours such as 22:00-07:00');

const feedUrlSchema = z.string().trim().max(2048).refine(isFeedUrl, 'an address that begins with https://');

const transfers = {
  /** Nothing new is handed to Globus, whoever asked for it; what runs there runs on. */
  isPaused: z.boolean().default(false),
  /** Globus runs at most three of a user's tasks at a time. */
  parallelTasks: z.number().int().min(1).max(3).default(3),
  encryptsData: z.boolean().default(false),
  /** Sends larger than this ask first. */
  confirmAboveBytes: z
    .number()
    .int()
    .positive()
    .default(50 * 1000 ** 3),
};

const sync = {
  rescanSeconds: z.number().int().min(5).max(86_400).default(60),
  pollSeconds: z.number().int().min(30).max(86_400).default(300),
  /** Images of this size and more get their name at an endpoint only when they are whole. */
  publishAtomicallyAboveBytes: z
    .number()
    .int()
    .min(0)
    .default(64 * 1000 ** 2),
};

const network = {
  /** `system`: what the computer says (desktop), or `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` (headless form). */
  proxy: z.enum(['system', 'manual', 'none']).default('system'),
  proxyUrl: proxyUrlSchema.default(''),
  /** Its password is in the vault. */
  proxyUser: z.string().trim().max(256).default(''),
  /** Hosts that are reached without the proxy: `host`, `.domain`, `*.domain`, `host:port`. */
  noProxy: z.array(z.string().trim().min(1).max(300)).max(200).default([]),
  /** PEM file of authorities that are trusted besides the computer's own; empty: none. */
  caFile: z.string().trim().max(4096).default(''),
  trusted: z.array(trustedServerSchema).max(100).default([]),
};

const updates = {
  check: z.enum(['ask', 'off']).default('ask'),
  /** Folder of `latest.yml` and its kin, as electron-builder publishes them; empty: nobody is asked. */
  feedUrl: feedUrlSchema.default(''),
};

const advanced = {
  logLevel: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
};

const plain = {
  theme: z.enum(['system', 'light', 'dark', 'highContrast']).default('system'),
  /** `system`: the first of the computer's languages that the screens speak, else English. */
  language: z.enum(['system', ...languages]).default('system'),
  /** Of sizes on the screens: 1 kB = 1000 bytes, or 1 KiB = 1024 bytes. */
  units: z.enum(['decimal', 'binary']).default('decimal'),
  setupDone: z.boolean().default(false),
  startAtLogin: z.boolean().default(false),
  keepInTray: z.boolean().default(false),
  notifications: z.boolean().default(true),
  /** `system`: the computer withholds notifications when it is told to; `hours`: besides, none in the quiet hours. */
  doNotDisturb: z.enum(['system', 'hours']).default('system'),
  quietHours: quietHoursSchema.default('20:00-07:00'),
  namingProfile: namingProfileSchema.default('plain'),
  /** Images and containers that come first in lists, the last pinned last: ids of images, or `containerPin`. */
  pinned: z.array(z.string().min(3).max(1200)).max(mostPinned).default([]),
};

export const settingsSchema = z.object({
  ...plain,
  transfers: z.object(transfers).prefault({}),
  sync: z.object(sync).prefault({}),
  network: z.object(network).prefault({}),
  updates: z.object(updates).prefault({}),
  advanced: z.object(advanced).prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

type Changes<Shape> = {
  [Name in keyof Shape]: z.ZodOptional<Shape[Name] extends z.ZodDefault<infer Inner extends z.ZodType> ? Inner : never>;
};

/** The same fields without their defaults: of what is absent nothing is said. */
function changesOf<Shape extends Readonly<Record<string, z.ZodDefault<z.ZodType>>>>(shape: Shape): Changes<Shape> {
  const fields = Object.entries(shape).map(([name, field]) => [name, field.unwrap().optional()]);
  return Object.fromEntries(fields) as never;
}

/** Any subset; absent fields stay. */
export const updateSettingsSchema = z.strictObject({
  ...changesOf(plain),
  transfers: z.strictObject(changesOf(transfers)).optional(),
  sync: z.strictObject(changesOf(sync)).optional(),
  network: z.strictObject(changesOf(network)).optional(),
  updates: z.strictObject(changesOf(updates)).optional(),
  advanced: z.strictObject(changesOf(advanced)).optional(),
});
export type UpdateSettings = z.infer<typeof updateSettingsSchema>;
