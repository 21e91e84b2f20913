package dev.rls.policy.condition;

import dev.rls.Operation;
import dev.rls.policy.RuleDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row policy, parsed.
 *
 * @param index its position
 * @param declaration what it was made from
 * @param using its condition, or null if there is none or it cannot be read
 * @param check its condition for written rows, or null if there is none or it cannot be read
 */
record Rule(
        int index,
        RuleDeclaration declaration,
        @Nullable Condition using,
        @Nullable Condition check) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    /** What the policies of a tenant are called. */
    private static final Set<String> TAKEN = Set.of("tenant", "permit");

    Place place(String member) {
        return new Place(index, declaration.name(), member);
    }

    /** The policies of an entity; what is wrong with them goes to the faults. */
    static List<Rule> parse(String entity, List<RuleDeclaration> declarations, Faults faults) {
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (RuleDeclaration declaration : declarations) {
            Rule bare = new Rule(rules.size(), declaration, null, null);
            bare.checkName(entity, names, faults);
            bare.checkMembers(entity, faults);
            rules.add(new Rule(
                    bare.index,
                    declaration,
                    bare.parse("using", declaration.using(), faults),
                    bare.parse("check", declaration.check(), faults)));
        }
        return rules;
    }

    private void checkName(String entity, Set<String> names, Faults faults) {
        String name = declaration.name();
        if (!NAME.matcher(name).matches()) {
            faults.add(
                    place("name"),
                    Message.RULE_NAME,
                    name,
                    entity,
                    "the database could not tell it from others",
                    "Use at most 40 lower-case letters, digits and underscores, the first a letter.");
        } else if (TAKEN.contains(name)) {
            faults.add(
                    place("name"),
                    Message.RULE_NAME,
                    name,
                    entity,
                    "the policies of the tenant are called so",
                    "Use another name.");
        } else if (!names.add(name)) {
            faults.add(
                    place("name"),
                    Message.RULE_NAME,
                    name,
                    entity,
                    "another one has that name",
                    "Use another name, or join the two conditions with \"and\".");
        }
    }

    private void checkMembers(String entity, Faults faults) {
        Set<Operation> on = declaration.on();
        if (on.isEmpty()) {
            fault(
                    entity,
                    faults,
                    "on",
                    "is on no operation",
                    "Name at least one, or leave \"on\" out for all of them.");
            return;
        }
        boolean inserts = on.equals(Set.of(Operation.INSERT));
        if (declaration.using().isEmpty() && !(inserts && !declaration.check().isEmpty())) {
            fault(
                    entity,
                    faults,
                    "using",
                    "has no condition",
                    inserts ? "Write one in \"check\"." : "Write in \"using\" which rows the operations may reach.");
        }
        if (inserts && !declaration.using().isEmpty() && !declaration.check().isEmpty()) {
            fault(
                    entity,
                    faults,
                    "using",
                    "is for INSERT alone, which reaches no row, so \"check\" stands and \"using\" is dropped",
                    "Write it into \"check\", or leave \"check\" out.");
        }
        if (!declaration.check().isEmpty() && !on.contains(Operation.INSERT) && !on.contains(Operation.UPDATE)) {
            fault(
                    entity,
                    faults,
                    "check",
                    "checks rows that nothing writes",
                    "Remove \"check\", or name INSERT or UPDATE in \"on\".");
        }
    }

    private void fault(String entity, Faults faults, String member, String problem, String fix) {
        faults.add(place(member), Message.RULE, declaration.name(), entity, problem, fix);
    }

    private @Nullable Condition parse(String member, String text, Faults faults) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Parser.parse(text);
        } catch (Fault fault) {
            faults.add(place(member), fault);
            return null;
        }
    }
}
