package dev.rls.hibernate.paths;

import static dev.rls.hibernate.paths.Paths.got;

import dev.rls.hibernate.paths.model.Chapter;
import dev.rls.hibernate.paths.model.Row;
import dev.rls.hibernate.paths.model.Statute;
import dev.rls.hibernate.paths.model.Tariff;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.hibernate.Session;
import org.hibernate.audit.AuditEntry;
import org.hibernate.audit.AuditLog;
import org.hibernate.audit.AuditLogFactory;
import org.hibernate.envers.AuditReader;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.DefaultRevisionEntity;
import org.jspecify.annotations.Nullable;

/** What rows were: histories of Envers, and of Hibernate itself. */
final class Histories {

    private static final String FILTERED = "the history of a protected entity has its filter";
    private static final String AUDIT = Chapter.class.getName() + "_AUD";
    private static final int REVISION = 77000;
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant SINCE = LONG_AGO.plusSeconds(60);

    private Histories() {}

    static void addTo(Paths all) {
        Paths paths = all.with(Unit.HISTORY);
        envers(paths);
        audited(paths);
        temporal(paths);
    }

    private static void envers(Paths paths) {
        reader(paths, "envers-find", (r, w) -> r.find(Chapter.class, w.id(), REVISION));
        reader(
                paths,
                "envers-find-by-time",
                (r, w) -> r.find(Chapter.class, w.id(), LocalDateTime.of(2026, 1, 1, 0, 0)));
        reader(
                paths,
                "envers-revisions",
                (r, w) -> w.told(!r.getRevisions(Chapter.class, w.id()).isEmpty()));
        reader(
                paths,
                "envers-query-of-revisions",
                (r, w) -> r.createQuery()
                        .forRevisionsOfEntity(Chapter.class, true, true)
                        .getResultList());
        reader(
                paths,
                "envers-query-with-revisions",
                (r, w) -> r.createQuery()
                        .forRevisionsOfEntity(Chapter.class, false, true)
                        .getResultList());
        reader(
                paths,
                "envers-query-at-revision",
                (r, w) -> r.createQuery()
                        .forEntitiesAtRevision(Chapter.class, REVISION)
                        .getResultList());
        reader(
                paths,
                "envers-query-modified-at",
                (r, w) -> r.createQuery()
                        .forEntitiesModifiedAtRevision(Chapter.class, REVISION)
                        .getResultList());
        paths.session(
                "envers-hql",
                FILTERED,
                (s, w) -> s.createSelectionQuery("select name from " + AUDIT, String.class)
                        .getResultList());
        paths.session(
                "envers-hql-of-maps",
                FILTERED,
                (s, w) -> s.createSelectionQuery("from " + AUDIT, Object.class).getResultList());
        paths.session(
                "envers-hql-update",
                FILTERED,
                (s, w) -> told(
                        w,
                        s.createMutationQuery("update " + AUDIT + " set name = 'stolen' where originalId.id = :id")
                                .setParameter("id", w.id())
                                .executeUpdate()));
        paths.session(
                "envers-hql-delete",
                FILTERED,
                (s, w) -> told(
                        w,
                        s.createMutationQuery("delete from " + AUDIT + " where originalId.id = :id")
                                .setParameter("id", w.id())
                                .executeUpdate()));
        paths.session("envers-persist-history", "the row is checked against the policies of the entity", (s, w) -> {
            Map<String, Object> key = new HashMap<>(Map.of("id", w.id() + 50));
            key.put("REV", s.getReference(DefaultRevisionEntity.class, REVISION));
            s.persist(
                    AUDIT,
                    new HashMap<>(Map.of(
                            "originalId", key, "tenantId", w.tenant(), "name", "planted", "REVTYPE", addition())));
            s.flush();
            return "";
        });
        String checked = "the row is looked up and checked against the policies of the entity";
        paths.stateless("envers-stateless-upsert-history", checked, (s, w) -> {
            s.upsert(AUDIT, history(w));
            return "";
        });
        paths.stateless("envers-stateless-delete-history", checked, (s, w) -> {
            s.delete(AUDIT, history(w));
            return "";
        });
        paths.session("envers-of-forged", "what is merged is loaded first, by key and filter", (s, w) -> {
            Chapter chapter = new Chapter();
            chapter.id = w.id();
            chapter.tenantId = "acme";
            chapter.name = "stolen";
            return s.merge(chapter);
        });
    }

    /** A row that exists, as someone makes it up who knows its key. */
    private static Map<String, Object> history(Whose whose) {
        DefaultRevisionEntity revision = new DefaultRevisionEntity();
        revision.setId(REVISION);
        return new HashMap<>(Map.of(
                "originalId",
                new HashMap<>(Map.of("id", whose.id(), "REV", revision)),
                "tenantId",
                "acme",
                "name",
                "stolen",
                "REVTYPE",
                addition()));
    }

    private static Object addition() {
        return org.hibernate.envers.RevisionType.ADD;
    }

    private static String told(Whose whose, int rows) {
        return whose.told(rows > 0);
    }

    private static void audited(Paths paths) {
        at(
                paths,
                "audited-hql",
                AuditLog.ALL_CHANGESETS,
                (s, w) -> s.createSelectionQuery("from Statute", Statute.class).getResultList());
        at(
                paths,
                "audited-hql-of-values",
                AuditLog.ALL_CHANGESETS,
                (s, w) -> s.createSelectionQuery("select name from Statute where id = :id", String.class)
                        .setParameter("id", w.id())
                        .getResultList());
        at(paths, "audited-find", SINCE, (s, w) -> s.find(Statute.class, w.id()));
        at(paths, "audited-find-multiple", SINCE, (s, w) -> s.findMultiple(Statute.class, List.of(w.id())));
        log(paths, "audited-log-find", (log, w) -> log.find(Statute.class, w.id(), (Object) SINCE))
                .refused("RLS215");
        log(paths, "audited-log-find-deleted", (log, w) -> log.find(Statute.class, w.id(), SINCE, true))
                .refused("RLS215");
        log(
                paths,
                "audited-log-history",
                (log, w) -> log.getHistory(Statute.class, w.id()).stream()
                        .map(AuditEntry::entity)
                        .toList());
        log(
                paths,
                "audited-log-changesets",
                (log, w) -> w.told(!log.getChangesets(Statute.class, w.id()).isEmpty()));
        log(paths, "audited-log-modified-at", (log, w) -> log.findEntitiesModifiedAt(Statute.class, LONG_AGO));
        paths.free("audited-log-of-factory", FILTERED, (factory, w) -> {
            try (AuditLog log = AuditLogFactory.create(factory)) {
                return Seen.in(log.getHistory(Statute.class, w.id()).stream()
                        .map(AuditEntry::entity)
                        .toList());
            }
        });
        paths.session(
                "audited-of-forged",
                "what is merged is loaded first, by key and filter",
                (s, w) -> s.merge(Row.forged(new Statute(), w.id(), "acme", "stolen")));
    }

    private static void temporal(Paths paths) {
        asOf(
                paths,
                "temporal-hql",
                (s, w) -> s.createSelectionQuery("from Tariff", Tariff.class).getResultList());
        asOf(paths, "temporal-find", (s, w) -> s.find(Tariff.class, w.id()));
        asOf(
                paths,
                "temporal-reference",
                (s, w) -> got(s.getReference(Tariff.class, w.id())).getName());
        paths.session(
                "temporal-of-forged",
                "what is merged is loaded first, by key and filter",
                (s, w) -> s.merge(Row.forged(new Tariff(), w.id(), "acme", "stolen")));
        paths.session(
                "temporal-hql-update",
                "bulk statements carry the filter",
                (s, w) -> told(
                        w,
                        s.createMutationQuery("update Tariff set name = 'stolen' where id = :id")
                                .setParameter("id", w.id())
                                .executeUpdate()));
    }

    private static void reader(Paths paths, String name, BiFunction<AuditReader, Whose, @Nullable Object> read) {
        paths.session(name, FILTERED, (s, w) -> read.apply(AuditReaderFactory.get(s), w));
    }

    private static Path log(Paths paths, String name, BiFunction<AuditLog, Whose, @Nullable Object> read) {
        return paths.session(name, FILTERED, (s, w) -> {
            try (AuditLog log = AuditLogFactory.create(s)) {
                return Seen.in(read.apply(log, w));
            }
        });
    }

    private static void at(
            Paths paths, String name, Object changeset, BiFunction<Session, Whose, @Nullable Object> read) {
        paths.free(name, FILTERED, (factory, w) -> {
            try (Session session = factory.withOptions().atChangeset(changeset).openSession()) {
                return Seen.in(read.apply(session, w));
            }
        });
    }

    private static void asOf(Paths paths, String name, BiFunction<Session, Whose, @Nullable Object> read) {
        paths.free(name, FILTERED, (factory, w) -> {
            try (Session session = factory.withOptions().asOf(SINCE).openSession()) {
                return Seen.in(read.apply(session, w));
            }
        });
    }
}
