package dev.rls.policy;

import dev.rls.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One row-level-security policy of PostgreSQL, rendered.
 *
 * @param name the name of the policy, unique within its table
 * @param restrictive whether it narrows (AS RESTRICTIVE) or admits (AS PERMISSIVE)
 * @param operation the operation it is for, or null if it is for all
 * @param roles the roles it is for, as they are written in SQL
 * @param using the expression existing rows must satisfy; null for an insert
 * @param check the expression new rows must satisfy; null for a select and a delete
 */
public record Policy(
        String name,
        boolean restrictive,
        @Nullable Operation operation,
        String roles,
        @Nullable String using,
        @Nullable String check) {

    /**
     * Identifies this definition: two policies have the same digest exactly when they say the same in the same words.
     *
     * @return SHA-256 over all parts, 64 lower-case hexadecimal digits
     */
    public String digest() {
        // As JSON, so that no two definitions run together into one text.
        String parts = Json.write(List.of(
                name,
                restrictive ? "restrictive" : "permissive",
                command(),
                roles,
                using == null ? "" : using,
                check == null ? "" : check));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The command it is for.
     *
     * @return as {@code create policy} writes it
     */
    public String command() {
        return operation == null ? "all" : operation.name().toLowerCase(Locale.ROOT);
    }
}
