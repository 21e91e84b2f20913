package dev.rls.testkit.agreement;

import dev.rls.claims.Claims;
import dev.rls.testkit.agreement.EntitySpec.Tenancy;
import dev.rls.testkit.internal.Act;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is compiled and booted together.
 *
 * @param tenant the type of the tenants
 * @param team the source of the protected parent
 * @param docs the entities
 * @param folders rows by attribute, as the following
 * @param teams rows of the protected parent
 * @param rows rows of each entity
 * @param cases cases of each entity
 */
record BatchPlan(
        Kind tenant,
        String team,
        List<EntitySpec> docs,
        List<Map<String, @Nullable Object>> folders,
        List<Map<String, @Nullable Object>> teams,
        List<List<Map<String, @Nullable Object>>> rows,
        List<List<Case>> cases) {

    /** Entities in a batch. */
    static final int ENTITIES = 25;

    /** Cases of an entity; a batch has a thousand. */
    static final int CASES = 40;

    /** Elements of a large array: of UUIDs more than a token of 8 KiB holds. */
    private static final int LARGE = 300;

    /** Of a batch in turn. */
    private static final List<Kind> TENANTS = List.of(Kind.STRING, Kind.UUID, Kind.STRING, Kind.LONG);

    private static final List<Long> TEAMS = List.of(1L, 2L, 3L, 4L, 5L, 6L);

    static BatchPlan generate(long seed, int batch) {
        Pick pick = new Pick(seed, batch, 1000);
        Kind tenant = TENANTS.get(batch % TENANTS.size());
        String team = Specs.team(pick, tenant);
        List<EntitySpec> docs = new ArrayList<>();
        List<List<Map<String, @Nullable Object>>> rows = new ArrayList<>();
        List<List<Case>> cases = new ArrayList<>();
        for (int i = 0; i < ENTITIES; i++) {
            EntitySpec doc = Specs.doc(new Pick(seed, batch, i), i, tenant, team.contains("@TenantScoped"));
            docs.add(doc);
            List<Map<String, @Nullable Object>> own = rows(new Pick(seed, batch, i, 1), doc);
            rows.add(own);
            cases.add(cases(new Pick(seed, batch, i, 2), doc, own));
        }
        return new BatchPlan(tenant, team, docs, folders(pick), teams(pick, tenant), rows, cases);
    }

    private static List<Map<String, @Nullable Object>> folders(Pick pick) {
        List<Map<String, @Nullable Object>> folders = new ArrayList<>();
        for (UUID id : Pools.UUIDS) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("id", id);
            row.put("title", maybe(pick, Kind.STRING));
            row.put("rank", maybe(pick, Kind.INTEGER));
            row.put("lead", maybe(pick, Kind.UUID));
            row.put("budget", maybe(pick, Kind.DECIMAL));
            row.put("until", maybe(pick, Kind.TIMESTAMP));
            folders.add(row);
        }
        return folders;
    }

    private static List<Map<String, @Nullable Object>> teams(Pick pick, Kind tenant) {
        List<Map<String, @Nullable Object>> teams = new ArrayList<>();
        for (Long id : TEAMS) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("id", id);
            row.put(
                    "tenantId",
                    pick.percent(15) ? null : pick.of(Pools.tenants(tenant).subList(0, 3)));
            row.put("title", maybe(pick, Kind.STRING));
            row.put("rank", maybe(pick, Kind.INTEGER));
            row.put("open", maybe(pick, Kind.BOOLEAN));
            row.put("lead", maybe(pick, Kind.UUID));
            row.put("folder", pick.percent(15) ? null : pick.of(Pools.UUIDS));
            teams.add(row);
        }
        return teams;
    }

    private static List<Map<String, @Nullable Object>> rows(Pick pick, EntitySpec doc) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        int count = 12 + pick.below(9);
        for (long id = 1; id <= count; id++) {
            rows.add(row(pick, doc, id, Pools.tenants(doc.tenant()).subList(0, 3)));
        }
        return rows;
    }

    private static Map<String, @Nullable Object> row(Pick pick, EntitySpec doc, @Nullable Long id, List<?> tenants) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (id != null) {
            row.put("id", id);
        }
        boolean tenantless = doc.tenancy() != Tenancy.PLAIN && pick.percent(25);
        row.put("tenantId", tenantless ? null : pick.of(tenants));
        for (Term term : Term.DOC) {
            row.put(term.text(), term.nullable() ? maybe(pick, term.kind()) : pick.of(Pools.ofRows(term.kind())));
        }
        row.put("team", pick.percent(12) ? null : pick.of(TEAMS));
        row.put("folder", pick.percent(15) ? null : pick.of(Pools.UUIDS));
        return row;
    }

    private static @Nullable Object maybe(Pick pick, Kind kind) {
        return pick.percent(20) ? null : pick.of(Pools.ofRows(kind));
    }

    private static List<Case> cases(Pick pick, EntitySpec doc, List<Map<String, @Nullable Object>> rows) {
        Set<Case> cases = new LinkedHashSet<>();
        Claims claims = claims(pick, doc.tenant(), rows);
        while (cases.size() < CASES) {
            if (pick.percent(60)) {
                claims = claims(pick, doc.tenant(), rows);
            }
            Case straight = new Case(claims, act(pick, doc, rows, claims, cases.size()));
            cases.add(pick.percent(5) ? Bent.of(pick, straight, doc.tenant()) : straight);
        }
        return List.copyOf(cases);
    }

    static Claims claims(Pick pick, Kind tenant, List<Map<String, @Nullable Object>> rows) {
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        Map<String, @Nullable Object> org = new LinkedHashMap<>();
        List<Object> tenants = Pools.claims(tenant, Pools.tenants(tenant));
        claims.put("tenant_id", pick.of(tenants.subList(0, pick.percent(85) ? 3 : tenants.size())));
        for (Kind kind : Kind.values()) {
            for (String name : kind.claims) {
                put(pick, name, claims, org, claimed(pick, kind, rows));
            }
            for (String name : kind.arrays) {
                List<@Nullable Object> elements = new ArrayList<>();
                for (int i = pick.percent(1) ? LARGE : pick.of(List.of(0, 1, 1, 2, 3, 4)); i > 0; i--) {
                    elements.add(claimed(pick, kind, rows));
                }
                put(pick, name.replace("'", ""), claims, org, elements);
            }
        }
        if (!pick.percent(8)) {
            claims.put("org", org);
        }
        return Claims.of(claims);
    }

    private static void put(
            Pick pick,
            String name,
            Map<String, @Nullable Object> claims,
            Map<String, @Nullable Object> org,
            Object value) {
        int chance = pick.below(100);
        if (chance < 6) {
            return;
        }
        Map<String, @Nullable Object> into = name.startsWith("org.") ? org : claims;
        into.put(name.replace("org.", ""), chance < 10 ? null : value);
    }

    /** A value as JSON has it. */
    private static Object claimed(Pick pick, Kind kind, List<Map<String, @Nullable Object>> rows) {
        Object value = pick.of(kind == Kind.DECIMAL ? Pools.loose(kind) : Pools.of(kind));
        if (pick.percent(40)) {
            String attribute = pick.of(Term.DOC.stream()
                            .filter(term -> term.kind() == kind)
                            .toList())
                    .text();
            Object there = pick.of(rows).get(attribute);
            value = there == null ? value : there;
        }
        return value instanceof UUID ? value.toString() : value;
    }

    private static Act act(
            Pick pick, EntitySpec doc, List<Map<String, @Nullable Object>> rows, Claims claims, int number) {
        Act.Kind kind = kind(pick.below(100), doc.numbered());
        List<Object> ids = new ArrayList<>();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        switch (kind) {
            case SELECT -> {}
            case FIND, DELETE_ENTITY, UPDATE_ENTITY -> ids.add(1L + pick.below(rows.size()));
            case DELETE_BULK, UPDATE_BULK -> {
                if (pick.percent(60)) {
                    for (long id = 1; id <= rows.size(); id += 1 + pick.below(rows.size() / 2)) {
                        ids.add(id);
                    }
                }
            }
            case INSERT_BULK, INSERT_ENTITY, UPSERT -> {
                if (kind == Act.Kind.UPSERT) {
                    ids.add(pick.percent(70) ? 1L + pick.below(rows.size()) : 1000L + number);
                } else if (!doc.numbered()) {
                    values.put("id", 1000L + number);
                }
                Object own = own(doc.tenant(), claims);
                row(pick, doc, null, pick.percent(75) ? List.of(own) : Pools.tenants(doc.tenant()))
                        .forEach(values::put);
                if (doc.tenancy() == Tenancy.SHARED && values.get("tenantId") == null) {
                    values.put("tenantId", own); // the ORM stamps it, which is no matter of policies
                }
                loosen(pick, values);
            }
        }
        if (kind == Act.Kind.UPDATE_BULK || kind == Act.Kind.UPDATE_ENTITY) {
            values.put("mark", "touched");
            Map<String, @Nullable Object> written = row(pick, doc, null, Pools.tenants(doc.tenant()));
            if (doc.tenancy() == Tenancy.PLAIN || doc.tenancy() == Tenancy.SHARED) {
                written.remove("tenantId");
            }
            loosen(pick, written);
            for (int i = pick.below(3); i > 0; i--) {
                String attribute = pick.of(List.copyOf(written.keySet()));
                values.put(attribute, written.get(attribute));
            }
        }
        return new Act(kind, ids, values);
    }

    private static Object own(Kind tenant, Claims claims) {
        String text = String.valueOf(claims.get("tenant_id"));
        return switch (tenant) {
            case UUID -> UUID.fromString(text);
            case LONG -> Long.valueOf(text);
            default -> text;
        };
    }

    /** Values that columns round. */
    private static void loosen(Pick pick, Map<String, @Nullable Object> values) {
        if (pick.percent(40)) {
            values.put("amount", pick.of(Pools.LOOSE_DECIMALS));
        }
        if (pick.percent(40)) {
            values.put("amount2", pick.of(Pools.LOOSE_DECIMALS));
        }
        if (pick.percent(50)) {
            values.put("due2", pick.of(Pools.LOOSE_TIMES));
        }
    }

    private static Act.Kind kind(int chance, boolean numbered) {
        if (chance < 36) {
            return Act.Kind.SELECT;
        }
        if (chance < 41) {
            return Act.Kind.FIND;
        }
        if (chance < 58) {
            return Act.Kind.UPDATE_BULK;
        }
        if (chance < 67) {
            return Act.Kind.UPDATE_ENTITY;
        }
        if (chance < 79) {
            return Act.Kind.DELETE_BULK;
        }
        if (chance < 85) {
            return Act.Kind.DELETE_ENTITY;
        }
        if (numbered || chance >= 93) {
            return Act.Kind.INSERT_ENTITY;
        }
        return chance < 89 ? Act.Kind.INSERT_BULK : Act.Kind.UPSERT;
    }
}
