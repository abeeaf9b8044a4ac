import { createDeliveryStore } from './deliveryStore.ts';
import { createFolderStore } from './folderStore.ts';
import { createImageStore } from './imageStore.ts';
import type { LedgerDatabase } from './ledgerDatabase.ts';
import { createSubmissionStore } from './submissionStore.ts';
import { createSubscriptionStore } from './subscriptionStore.ts';

export type Ledger = ReturnType<typeof createLedger>;

/** The stores over the one state file. */
export const createLedger = (db: LedgerDatabase) => ({
  db,
  subscriptions: createSubscriptionStore(db),
  folders: createFolderStore(db),
  images: createImageStore(db),
  submissions: createSubmissionStore(db),
  deliveries: createDeliveryStore(db),
});
