export const placement = {
  matrix: {
    label: 'Where every image is',
    image: 'Image',
    upToDateOf: '{{count, number}} of {{total, number}} up to date',
    cell: '{{image}} at {{endpoint}}: {{state}}',
    since: 'since {{time}}',
    purpose: 'Here you see which image is at which endpoint, and which version of it.',
    empty: 'No endpoints yet. Connect Globus, or add one by its id.',
    connectGlobus: 'Connect Globus',
    tryPractice: 'Try with practice data',
  },
  /** Older, and nobody knows which version: its digest is not one of ours. */
  changed: { short: 'Changed there', long: 'changed there by others' },
  legend: {
    title: 'Legend',
    upToDate: 'the image as it is in the registry',
    older: 'an earlier version of it',
    changed: 'changed by others after it was sent: another size or time',
    onItsWay: 'a transfer brings it',
    notThere: 'looked for, and not there',
    notKnown: 'nobody has looked or sent',
  },
  /** What a click on a cell does. */
  deeds: {
    upToDate: 'Open the image',
    older: 'Send the newer one…',
    changed: 'Send it again…',
    notThere: 'Send…',
    onItsWay: 'Show in Activity',
    notKnown: 'Send…',
  },
  menu: {
    actionsFor: 'Actions for {{name}}',
    bringUpToDate_one: 'Bring up to date: {{count, number}} newer version…',
    bringUpToDate_other: 'Bring up to date: {{count, number}} newer versions…',
    sendAll_one: 'Send all {{count, number}} image that it lacks…',
    sendAll_other: 'Send all {{count, number}} images that it lacks…',
    subscribe: 'Keep it up to date: subscribe…',
    showOnChart: 'Show on the chart',
  },
} as const;
