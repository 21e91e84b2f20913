package dev.rls.claims;

import java.time.Instant;

/**
 * Why somebody acts without the token of the one they act for, as it stands on record.
 *
 * @param reason what an auditor shall read, such as the number of a ticket
 * @param until when it ends; the database takes 24 hours ahead at most
 */
public record SystemAccess(String reason, Instant until) {}
