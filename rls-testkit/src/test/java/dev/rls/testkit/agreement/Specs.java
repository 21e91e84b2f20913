package dev.rls.testkit.agreement;

import dev.rls.Operation;
import dev.rls.testkit.agreement.EntitySpec.Tenancy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Generates entities. */
final class Specs {

    private static final List<Tenancy> TENANCIES = List.of(
            Tenancy.PLAIN, Tenancy.PLAIN, Tenancy.SHARED, Tenancy.VIA, Tenancy.NONE, Tenancy.NONE, Tenancy.NONE);

    private Specs() {}

    static EntitySpec doc(Pick pick, int number, Kind tenant, boolean parentHasTenant) {
        Tenancy chosen = pick.of(TENANCIES);
        Tenancy tenancy = chosen == Tenancy.VIA && !parentHasTenant ? Tenancy.SHARED : chosen;
        List<Rule> rules = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>();
        int count = tenancy == Tenancy.NONE ? 1 + pick.below(3) : pick.of(List.of(0, 1, 1, 1, 2));
        for (int i = 0; i < count; i++) {
            List<Term> own = new ArrayList<>(Term.DOC);
            // What columns round is looked at more often: the faults there are the rarest to be noticed.
            own.addAll(Term.DOC.stream().filter(Term::rounded).toList());
            own.addAll(Term.DOC.stream().filter(Term::rounded).toList());
            own.add(new Term("tenantId", tenant, true));
            Shape shape = pick.percent(55) ? Shape.RANDOM : pick.of(List.of(Shape.values()));
            shapes.add(shape);
            rules.add(rule(pick, "p" + i, new Conditions(pick, own, Term.paths(tenant)), shape, tenant));
        }
        return new EntitySpec("Doc%02d".formatted(number), pick.percent(35), tenant, tenancy, rules, shapes);
    }

    /** The protected parent: its policies decide which paths lead anywhere. */
    static String team(Pick pick, Kind kind) {
        Conditions conditions = new Conditions(
                pick,
                Term.TEAM.stream().filter(term -> !term.text().contains(".")).toList(),
                Term.TEAM.stream().filter(term -> term.text().contains(".")).toList());
        String tenant = pick.percent(75) ? "@TenantScoped" + (pick.percent(40) ? "(shared = true)" : "") + "\n" : "";
        String policies = "";
        if (tenant.isEmpty() || pick.percent(70)) {
            Set<Operation> on = pick.percent(50) ? EnumSet.allOf(Operation.class) : EnumSet.of(Operation.SELECT);
            policies = new Rule("team", on, conditions.tree(1 + pick.below(2)), null).source();
        }
        return EntitySpec.IMPORTS + "@Entity\n" + tenant + policies + "public class Team extends TeamRow {\n"
                + EntitySpec.tenantId(kind) + "}\n";
    }

    private static Rule rule(Pick pick, String name, Conditions conditions, Shape shape, Kind tenant) {
        EnumSet<Operation> on = EnumSet.allOf(Operation.class);
        if (shape == Shape.READ_ONLY_FOR_SOME) {
            on.remove(Operation.SELECT);
        } else if (pick.percent(40)) {
            for (Operation operation : Operation.values()) {
                if (pick.percent(40) && on.size() > 1) {
                    on.remove(operation);
                }
            }
        }
        boolean writes = on.contains(Operation.INSERT) || on.contains(Operation.UPDATE);
        @Nullable Condition check = writes && pick.percent(35) ? conditions.tree(1 + pick.below(3)) : null;
        boolean insertAlone = on.equals(EnumSet.of(Operation.INSERT));
        @Nullable Condition using = insertAlone && check != null ? null : shape.condition(pick, conditions, tenant);
        return new Rule(name, on, using, check);
    }
}
