package dev.rls.hibernate.internal.boot;

import dev.rls.hibernate.internal.session.GuardedParameter;
import dev.rls.hibernate.internal.session.TenantGuard;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.Literal;
import dev.rls.policy.Operand;
import dev.rls.policy.ValueType;
import dev.rls.policy.evaluate.ClaimValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.hibernate.metamodel.mapping.JdbcMapping;

/**
 * The parameters of a unit's filters, one for each claim and literal. Hibernate takes everything up to the last letter,
 * digit or underscore before a space for a name, so names are made of these alone.
 */
final class FilterParameters {

    /** Has one value in every session that may touch protected rows at all. */
    static final String BOUND = "rls_bound";

    private final JdbcMapping argument;
    private final Map<Operand, String> names = new LinkedHashMap<>();
    private final Map<String, JdbcMapping> mappings = new LinkedHashMap<>();

    /**
     * No parameters yet.
     *
     * @param argument the type of what Hibernate knows as their argument
     */
    FilterParameters(JdbcMapping argument) {
        this.argument = argument;
        add(BOUND, ValueType.INTEGER, false, session -> {
            TenantGuard.claims(session);
            return 1;
        });
    }

    /** Has the value of {@link #BOUND} too, in sessions whose claims have the types that are wanted. */
    String checked(Set<ClaimRef> claims) {
        return add("rls_checked" + mappings.size(), ValueType.INTEGER, false, session -> {
            ClaimValues.check(claims, TenantGuard.claims(session));
            return 1;
        });
    }

    String claim(ClaimRef claim) {
        return names.computeIfAbsent(claim, c -> {
            GuardedParameter.Source value = claim.required()
                    ? TenantGuard::tenant
                    : session -> ClaimValues.read(claim, TenantGuard.claims(session));
            String name = "claim" + names.size() + "_" + claim.claim().replaceAll("[^A-Za-z0-9]", "_");
            return add(name, claim.type(), claim.array(), value);
        });
    }

    String literal(Literal literal) {
        return names.computeIfAbsent(
                literal, l -> add("literal" + names.size() + "_", literal.type(), false, session -> literal.value()));
    }

    Map<String, JdbcMapping> mappings() {
        return mappings;
    }

    private String add(String name, ValueType type, boolean array, GuardedParameter.Source value) {
        mappings.put(name, new GuardedParameter(argument, type, array, value));
        return name;
    }
}
