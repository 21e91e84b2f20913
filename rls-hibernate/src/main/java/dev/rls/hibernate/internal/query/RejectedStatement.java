package dev.rls.hibernate.internal.query;

import dev.rls.Operation;
import dev.rls.hibernate.internal.ProtectedEntity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that PostgreSQL rejected. It asks the permissive policies first, which say what all the restrictive ones say,
 * and does not name them; what the statement did tells which of the restrictive ones can have decided.
 *
 * @param sql its text, or empty if nobody knows it
 * @param touched whether it was about a row as it was, not as it would be
 */
record RejectedStatement(String sql, boolean touched) {

    private static final Pattern VERB = Pattern.compile("(?:\\s+|--[^\\n]*+|/\\*(?s:.*?)\\*/)*+(\\w+)");

    /** The operation, or the first of several. */
    Operation operation() {
        return operations().get(0);
    }

    /** The policies of the annotations, in the order of the operations. */
    Set<String> policies(ProtectedEntity entity) {
        Set<String> policies = new LinkedHashSet<>();
        for (Operation operation : operations()) {
            policies.addAll(entity.restrictions(operation));
            if (operation == Operation.INSERT && reads()) {
                policies.addAll(entity.ruleRestrictions(Operation.SELECT));
            }
        }
        return policies;
    }

    /** Those that it names; where it names none, a function may do any. */
    private List<Operation> operations() {
        if (verb().equals("update")) {
            return List.of(Operation.UPDATE);
        }
        List<Operation> all =
                touched ? List.of(Operation.UPDATE, Operation.DELETE) : List.of(Operation.INSERT, Operation.UPDATE);
        List<Operation> named =
                all.stream().filter(operation -> has(operation.name())).toList();
        return named.isEmpty() ? all : named;
    }

    boolean isMerge() {
        return verb().equals("merge");
    }

    /** Whether what it inserts must be rows that may be selected. */
    private boolean reads() {
        return !verb().equals("insert") || has("conflict") || has("returning");
    }

    private String verb() {
        Matcher verb = VERB.matcher(sql);
        return verb.lookingAt() ? verb.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private boolean has(String word) {
        return Pattern.compile("\\b" + word + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .find();
    }
}
