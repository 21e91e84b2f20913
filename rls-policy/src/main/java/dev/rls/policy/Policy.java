package dev.rls.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One row-level-security policy of PostgreSQL, rendered.
 *
 * @param name the name of the policy, unique within its table
 * @param restrictive whether it narrows (AS RESTRICTIVE) or admits (AS PERMISSIVE)
 * @param role the role it is for, as it is written in SQL
 * @param using the expression existing rows must satisfy
 * @param check the expression new rows must satisfy
 */
public record Policy(String name, boolean restrictive, String role, String using, String check) {

    /**
     * Identifies this definition: two policies have the same digest exactly when they say the same in the same words.
     *
     * @return SHA-256 over all parts, 64 lower-case hexadecimal digits
     */
    public String digest() {
        // As JSON, so that no two definitions run together into one text.
        String parts = Json.write(List.of(name, restrictive ? "restrictive" : "permissive", "all", role, using, check));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
