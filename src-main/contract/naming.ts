import { z } from 'zod';

/**
 * How an image is called at an endpoint. `plain`: `collection/name_tag.sif`; `nextflow`: `host-collection-name-tag.img`;
 * `shpc`: `collection/name/tag/…sif`; `digest`: `sha256.<hex>.sif`. None holds `:` or `@`.
 */
export const namingProfileSchema = z.enum(['plain', 'nextflow', 'shpc', 'digest']);
export type NamingProfile = z.infer<typeof namingProfileSchema>;
