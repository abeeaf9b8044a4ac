import type { firstRun as english } from '../en/firstRun.ts';
import type { Translated } from '../types.ts';

export const firstRun: Translated<typeof english> = {
  steps: {
    label: 'Schritte',
    welcome: 'Willkommen',
    registry: 'Registry',
    globus: 'Globus',
    endpoints: 'Endpunkte',
    done: 'Fertig',
  },
  back: 'Zurück',
  continue: 'Weiter',
  skip: 'Schritt überspringen',
  welcome: {
    says: 'Container finden und dort bereithalten, wo gerechnet wird.',
    lab: 'Das Übungslabor läuft: mit eigener Registry und eigenem Globus, ganz auf diesem Computer. Nichts verlässt ihn.',
    setUp: 'Einrichten',
    practise: 'Mit Übungsdaten ausprobieren',
    starting: 'Das Übungslabor startet…',
    skip: 'Einrichtung überspringen',
  },
  registry: {
    title: 'Registry verbinden',
    says: 'Aus welcher Registry kommen die Images?',
    another: 'Weitere Registry verbinden',
  },
  globus: {
    title: 'Globus verbinden',
    saysLab:
      'Das ist das Globus des Übungslabors: Wählen Sie dort eine beliebige Person; ein Passwort ist nicht nötig.',
    says: 'Globus überträgt die Images. Bitte im Browser mit dem Konto Ihrer Einrichtung anmelden und dann hierher zurückkommen.',
    permissions: 'Was Portolan dann für Sie tun darf',
    registryToo: 'Auch bei {{name}} anmelden?',
    registryWhy: 'Dann sind auch Ihre privaten Images zu sehen.',
  },
  endpoints: {
    title: 'Endpunkte wählen',
    says: 'Die Orte, an die Images gesendet werden. Ausgeschaltete werden nicht angeboten; der Ordner lässt sich jeweils ändern.',
    imagesOf: 'Images von {{name}}',
    where: 'Wo findet Globus die Images von {{name}}?',
    find: 'Weiteren Endpunkt suchen',
  },
  done: {
    title: 'Klar zum Auslaufen',
    says: 'Alles lässt sich in den Einstellungen ändern. Womit soll es losgehen?',
    send: 'Ein Image senden',
    sendSays: 'Images wählen, Endpunkte wählen, fertig.',
    follow: 'Einer Sammlung folgen',
    followSays: 'Jedes neue Image kommt von selbst dorthin, wo es gebraucht wird.',
    chart: 'Die Karte ansehen',
    chartSays: 'Ihre Registry, Ihre Endpunkte und was sich dazwischen bewegt.',
    done: 'Fertig',
  },
};
