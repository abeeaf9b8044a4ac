import type { StateTexts } from '../../../src-main/contract/states.ts';

export const states: StateTexts = {
  endpoint: {
    online: 'Online',
    asleep: 'Schläft',
    paused: 'Vom Betreiber angehalten',
    waitingForYou: 'Wartet auf Sie',
    problem: 'Problem',
    notKnown: 'Unbekannt',
  },
  activity: {
    queued: 'In der Warteschlange',
    running: 'Wird gesendet',
    done: 'Angekommen',
    waitingForYou: 'Wartet auf Sie',
    problem: 'Problem',
    stopped: 'Von Ihnen gestoppt',
  },
  delivery: {
    waiting: 'In der Warteschlange',
    submitted: 'Wird gesendet',
    publishing: 'Wird abgelegt',
    delivered: 'Angekommen',
    failed: 'Problem',
    waitingForYou: 'Wartet auf Sie',
    stopped: 'Von Ihnen gestoppt',
  },
  placement: {
    upToDate: 'Aktuell',
    older: 'Ältere Version',
    notThere: 'Nicht da',
    onItsWay: 'Unterwegs',
    notKnown: 'Unbekannt',
  },
  subscription: {
    running: 'Aktiv',
    paused: 'Pausiert',
    waitingForYou: 'Wartet auf Sie',
    problem: 'Problem',
  },
  copyOutcome: {
    send: 'Wird gesendet',
    alreadyThere: 'Schon vorhanden',
    onItsWay: 'Schon unterwegs',
    refused: 'Kann nicht gesendet werden',
  },
  runningPhase: { preparing: 'Wird vorbereitet', checking: 'Wird geprüft' },
  endpointKind: { personal: 'Persönlich', mapped: 'Zugeordnet', guest: 'Gast' },
  endpointRelation: {
    recentlyUsed: 'Kürzlich verwendet',
    mine: 'Meine',
    iManage: 'Von mir verwaltet',
    sharedWithMe: 'Für mich freigegeben',
    sharedByMe: 'Von mir freigegeben',
    added: 'Mit ID hinzugefügt',
  },
  light: {
    online: { ok: 'Online', not: 'Nicht online', unknown: 'Online: unbekannt' },
    consent: { ok: 'Zustimmung erteilt', not: 'Zustimmung fehlt', unknown: 'Zustimmung: unbekannt' },
    folder: { ok: 'Ordner beschreibbar', not: 'Ordner nicht beschreibbar', unknown: 'Ordner: unbekannt' },
    alreadyThere: {
      ok: 'Noch nichts vorhanden',
      not: 'Einige Images sind schon da',
      unknown: 'Vorhandene Dateien: unbekannt',
    },
    slots: {
      ok: 'Eine Übertragung kann sofort beginnen',
      not: 'Drei Übertragungen laufen bereits, diese wartet',
      unknown: 'Freie Übertragungen: unbekannt',
    },
  },
  namingProfile: {
    plain: { name: 'Einfach' },
    nextflow: { name: 'Nextflow' },
    shpc: { name: 'shpc' },
    digest: { name: 'Digest' },
    registry: { name: 'Wie in der Registry' },
  },
  vault: {
    safeStorage: {
      name: 'Verschlüsselt durch dieses Betriebssystem',
      says: 'Anmeldungen sind mit einem Schlüssel verschlüsselt, den das Betriebssystem für Sie verwahrt.',
    },
    keyring: {
      name: 'Schlüsselbund dieses Computers',
      says: 'Anmeldungen liegen im Schlüsselbund, der sich öffnet, wenn Sie sich an diesem Computer anmelden.',
    },
    passphraseFile: {
      name: 'Mit Ihrer Passphrase geschützte Datei',
      says: 'Hier läuft kein Schlüsselbund. Anmeldungen sind mit einem Schlüssel aus Ihrer Passphrase verschlüsselt.',
    },
    memory: {
      name: 'Nur Arbeitsspeicher',
      says: 'Hier läuft kein Schlüsselbund. Anmeldungen gehen verloren, wenn Portolan endet; beim nächsten Mal ist eine neue Anmeldung nötig.',
    },
    plainFile: {
      name: 'Eine Datei, die nur Sie lesen können',
      says: 'Anmeldungen liegen auf Ihren Wunsch in einer unverschlüsselten Datei. Wer Ihre Dateien lesen kann, kann sie verwenden.',
    },
  },
};
