package dev.rls.policy.condition;

import dev.rls.policy.And;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The entities that are assembled together: those that were asked for, and those that paths lead to. */
final class Unit {

    private final Resolver resolver;
    private final Used used = new Used();
    private final Operands operands = new Operands(this::visible, used);
    private final Tenants tenants;
    private final Map<String, Draft> drafts = new TreeMap<>();

    /** The entities whose reading is being assembled, each needed by the one before. */
    private final List<String> reading = new ArrayList<>();

    /** Drafts that are not finished yet. */
    private final Deque<Draft> unfinished = new ArrayDeque<>();

    /** Which entities an entity needs the reading of. */
    private final Map<String, Set<String>> needs = new HashMap<>();

    /** The same, of the reading of an entity alone. */
    private final Map<String, Set<String>> readers = new HashMap<>();

    private String current = "";

    Unit(Function<String, @Nullable EntityDeclaration> declarations) {
        this.resolver = new Resolver(declarations);
        this.tenants = new Tenants(resolver, operands, used, this::tenant);
    }

    /** Assembles a protected entity. */
    void add(EntityDeclaration entity) {
        draft(entity, -1);
        while (!unfinished.isEmpty()) {
            Draft draft = unfinished.remove();
            current = draft.entity().entity();
            draft.finish();
        }
    }

    private Predicate visible(EntityDeclaration target, int offset) {
        used.add(target);
        if (!target.isProtected()) {
            return And.TRUE;
        }
        needs.computeIfAbsent(current, name -> new HashSet<>()).add(target.entity());
        Predicate readable = draft(target, offset).readable();
        List<String> way = wayBack(target.entity(), new HashSet<>());
        if (!way.isEmpty()) {
            throw new Fault(Message.CYCLE, offset, current, current + " > " + String.join(" > ", way));
        }
        if (!reading.isEmpty()) {
            readers.computeIfAbsent(current, name -> new TreeSet<>()).add(target.entity());
        }
        return readable == null ? And.TRUE : readable;
    }

    /**
     * From an entity to the current one, by what is needed to read them; empty if no way leads there. PostgreSQL expands
     * the policies for SELECT of a table within a policy of whatever command, and refuses to do so twice.
     */
    private List<String> wayBack(String from, Set<String> seen) {
        if (from.equals(current)) {
            return List.of(from);
        }
        for (String next : seen.add(from) ? readers.getOrDefault(from, Set.of()) : Set.<String>of()) {
            List<String> rest = wayBack(next, seen);
            if (!rest.isEmpty()) {
                List<String> way = new ArrayList<>(List.of(from));
                way.addAll(rest);
                return way;
            }
        }
        return List.of();
    }

    private Draft draft(EntityDeclaration entity, int offset) {
        String name = entity.entity();
        int since = reading.indexOf(name);
        if (since >= 0) {
            throw new Fault(
                    Message.CYCLE,
                    offset,
                    name,
                    String.join(" > ", reading.subList(since, reading.size())) + " > " + name);
        }
        Draft known = drafts.get(name);
        if (known != null) {
            return known;
        }
        used.add(entity);
        Draft draft = new Draft(entity, resolver, operands);
        drafts.put(name, draft);
        unfinished.add(draft);
        String outer = current;
        current = name;
        reading.add(name);
        draft.read(tenants);
        reading.remove(reading.size() - 1);
        current = outer;
        return draft;
    }

    private @Nullable TenantRule tenant(EntityDeclaration entity) {
        Draft draft = drafts.get(entity.entity());
        return draft == null ? null : draft.tenant();
    }

    Assembly assembly() {
        new UnitClaims(drafts.values()).check();
        List<ScopedEntity> entities = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Draft draft : drafts.values()) {
            problems.addAll(draft.faults().problems(draft.entity().entity()));
            if (isSound(draft.entity().entity(), new HashSet<>())) {
                entities.add(draft.scoped(used.pruned(draft.entity())));
            }
        }
        return new Assembly(entities, used.pruned(), problems);
    }

    /** Whether neither the entity nor one that it needs has a fault. */
    private boolean isSound(String entity, Set<String> asked) {
        Draft draft = drafts.get(entity);
        if (draft == null || !draft.faults().isEmpty()) {
            return false;
        }
        asked.add(entity);
        return needs.getOrDefault(entity, Set.of()).stream()
                .allMatch(need -> asked.contains(need) || isSound(need, asked));
    }
}
