import { z } from 'zod';
import { subscriptionIdSchema } from '../../contract/ids.ts';
import {
  createSubscriptionSchema,
  handOverSchema,
  importSubscriptionsSchema,
  updateSubscriptionSchema,
} from '../../contract/subscription.ts';
import { procedure, router } from '../trpc.ts';

const byId = z.object({ id: subscriptionIdSchema });

export const subscriptionsSection = router({
  list: procedure.query(({ ctx }) => ctx.services.subscriptions.list()),
  preview: procedure
    .input(createSubscriptionSchema)
    .query(({ ctx, input }) => ctx.services.subscriptions.preview(input)),
  create: procedure
    .input(createSubscriptionSchema)
    .mutation(({ ctx, input }) => ctx.services.subscriptions.create(input)),
  update: procedure
    .input(updateSubscriptionSchema)
    .mutation(({ ctx, input }) => ctx.services.subscriptions.update(input)),
  remove: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.subscriptions.remove(input.id)),
  backlog: procedure
    .input(z.object({ id: subscriptionIdSchema.nullable() }))
    .query(({ ctx, input }) => ctx.services.subscriptions.backlog(input.id)),
  handOver: procedure.input(handOverSchema).mutation(({ ctx, input }) => ctx.services.subscriptions.handOver(input)),
  takeBack: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.subscriptions.takeBack(input.id)),
  exportText: procedure.query(({ ctx }) => ctx.services.subscriptions.exportText()),
  importText: procedure
    .input(importSubscriptionsSchema)
    .mutation(({ ctx, input }) => ctx.services.subscriptions.importText(input)),
  webhookSecret: procedure
    .input(z.object({ renew: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.services.subscriptions.webhookSecret(input)),
  runNow: procedure
    .input(byId.extend({ keepsHours: z.boolean().default(false) }))
    .mutation(({ ctx, input: { id, keepsHours } }) => ctx.services.subscriptions.runNow(id, { keepsHours })),
});
