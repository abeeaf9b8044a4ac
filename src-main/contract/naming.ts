import { z } from 'zod';

/**
 * How an image is called at an endpoint. `plain`: `collection/name_tag.sif`; `nextflow`: `host-collection-name-tag.img`;
 * `shpc`: `collection/name/tag/…sif`; `digest`: `sha256.<hex>.sif`. None of them holds `:` or `@`.
 * `registry`: the registry's own file names, `collection/name:tag@<md5>.sif`, for copies that Globus itself repeats.
 */
export const namingProfileSchema = z.enum(['plain', 'nextflow', 'shpc', 'digest', 'registry']);
export type NamingProfile = z.infer<typeof namingProfileSchema>;
