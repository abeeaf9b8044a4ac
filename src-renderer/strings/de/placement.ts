import type { placement as english } from '../en/placement.ts';
import type { Translated } from '../types.ts';

export const placement: Translated<typeof english> = {
  matrix: {
    label: 'Wo jedes Image liegt',
    image: 'Image',
    upToDateOf: '{{count, number}} von {{total, number}} aktuell',
    cell: '{{image}} bei {{endpoint}}: {{state}}',
    since: 'seit {{time}}',
    purpose: 'Hier ist zu sehen, welches Image in welcher Version an welchem Endpunkt liegt.',
    empty: 'Noch keine Endpunkte. Globus verbinden oder einen Endpunkt mit seiner ID hinzufügen.',
    connectGlobus: 'Globus verbinden',
    tryPractice: 'Mit Übungsdaten ausprobieren',
  },
  changed: { short: 'Dort geändert', long: 'dort von anderen geändert' },
  legend: {
    title: 'Legende',
    upToDate: 'das Image, wie es in der Registry liegt',
    older: 'eine frühere Version davon',
    changed: 'nach dem Senden von anderen verändert (Größe oder Zeit weicht ab)',
    onItsWay: 'eine Übertragung bringt es gerade',
    notThere: 'gesucht und nicht gefunden',
    notKnown: 'dort wurde noch nicht nachgesehen',
  },
  deeds: {
    upToDate: 'Image öffnen',
    older: 'Neuere Version senden…',
    changed: 'Noch einmal senden…',
    notThere: 'Senden…',
    onItsWay: 'In Aktivität zeigen',
    notKnown: 'Senden…',
  },
  menu: {
    actionsFor: 'Aktionen für {{name}}',
    bringUpToDate_one: 'Aktualisieren: {{count, number}} neuere Version…',
    bringUpToDate_other: 'Aktualisieren: {{count, number}} neuere Versionen…',
    sendAll_one: 'Das eine fehlende Image senden…',
    sendAll_other: 'Alle {{count, number}} fehlenden Images senden…',
    subscribe: 'Aktuell halten: abonnieren…',
    showOnChart: 'Auf der Karte zeigen',
  },
};
