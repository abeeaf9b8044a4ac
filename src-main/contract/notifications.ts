import type { Language } from './language.ts';

/** What the desktop tells while nobody looks at the screens. `images` is a count. */
export interface NotificationWords {
  readonly waiting: string;
  readonly needsConsent: (endpoint: string) => string;
  readonly needsLogin: (endpoint: string) => string;
  readonly arrived: string;
  readonly didArrive: (images: number, endpoint: string) => string;
  readonly problem: string;
  readonly didNotArrive: (images: number, endpoint: string) => string;
  readonly newer: string;
  readonly newerVersion: (version: string) => string;
}

const inEnglish = (count: number): string => (count === 1 ? '1 image' : `${count} images`);
const inGerman = (count: number): string => (count === 1 ? '1 Image' : `${count} Images`);

export const notificationWords: Readonly<Record<Language, NotificationWords>> = {
  en: {
    waiting: 'Waiting for you',
    needsConsent: (endpoint) => `${endpoint} needs your permission once`,
    needsLogin: (endpoint) => `${endpoint} needs you to log in`,
    arrived: 'Arrived',
    didArrive: (images, endpoint) => `${inEnglish(images)} arrived at ${endpoint}`,
    problem: 'Problem',
    didNotArrive: (images, endpoint) => `${inEnglish(images)} did not arrive at ${endpoint}`,
    newer: 'A newer Portolan is available',
    newerVersion: (version) => `Version ${version}: see Settings, Updates`,
  },
  de: {
    waiting: 'Wartet auf Sie',
    needsConsent: (endpoint) => `${endpoint} braucht einmal Ihre Zustimmung`,
    needsLogin: (endpoint) => `${endpoint} braucht Ihre Anmeldung`,
    arrived: 'Angekommen',
    didArrive: (images, endpoint) => `${inGerman(images)} bei ${endpoint} angekommen`,
    problem: 'Problem',
    didNotArrive: (images, endpoint) => `${inGerman(images)} nicht bei ${endpoint} angekommen`,
    newer: 'Ein neueres Portolan ist verfügbar',
    newerVersion: (version) => `Version ${version}: siehe Einstellungen, Updates`,
  },
};
