package dev.rls.spring.internal;

import dev.rls.RlsException;
import dev.rls.hibernate.token.TokenVerifier;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.condition.ClaimPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ResourceLoader;

/**
 * Stops the start where a verifier takes tokens without a claim that the compiler was told is required: it was silent
 * about such tokens. A verifier of the application's own need not tell what it requires.
 */
public final class RequiredClaims implements SmartInitializingSingleton {

    private final ObjectProvider<TokenVerifier> verifiers;
    private final ClassLoader classes;

    public RequiredClaims(ObjectProvider<TokenVerifier> verifiers, ResourceLoader resources) {
        this.verifiers = verifiers;
        this.classes = Objects.requireNonNull(resources.getClassLoader());
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<PolicyIndex> requiring = indexes().stream()
                .filter(index -> !index.requiredClaims().isEmpty())
                .toList();
        if (!requiring.isEmpty()) {
            verifiers.stream()
                    .map(TokenVerifier::requiredClaims)
                    .filter(Objects::nonNull)
                    .forEach(required -> requiring.forEach(index -> check(index, required)));
        }
    }

    private static void check(PolicyIndex index, List<ClaimPath> required) {
        List<ClaimPath> missing = index.requiredClaims().stream()
                .filter(claim -> required.stream().noneMatch(path -> leadsThrough(path, claim)))
                .toList();
        if (!missing.isEmpty()) {
            throw new RlsException(
                    Messages.CLAIMS_NOT_REQUIRED,
                    Messages.CLAIMS_NOT_REQUIRED_PROBLEM.formatted(
                            index.unit(), text(index.requiredClaims()), text(missing)));
        }
    }

    /** Whoever requires {@code org.id} requires {@code org}. */
    private static boolean leadsThrough(ClaimPath path, ClaimPath claim) {
        return Collections.indexOfSubList(path.names(), claim.names()) == 0;
    }

    private static String text(List<ClaimPath> claims) {
        return claims.stream().map(ClaimPath::toString).collect(Collectors.joining(","));
    }

    private List<PolicyIndex> indexes() {
        List<PolicyIndex> indexes = new ArrayList<>();
        try {
            for (URL location : Collections.list(classes.getResources(PolicyIndex.UNIT_RESOURCE))) {
                URL index = classes.getResource(
                        PolicyIndex.indexResource(read(location).strip()));
                if (index != null) {
                    indexes.add(PolicyIndex.parse(read(index)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            // Hibernate refuses such an index, and says what to do.
        }
        return indexes;
    }

    private static String read(URL location) throws IOException {
        try (InputStream in = location.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
