package dev.rls.hibernate.paths;

import dev.rls.hibernate.paths.model.Account;
import dev.rls.hibernate.paths.model.Label;
import dev.rls.hibernate.paths.model.Ticket;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaUpdate;
import jakarta.persistence.criteria.Root;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.SharedSessionContract;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaInsertValues;
import org.hibernate.query.criteria.JpaRoot;

/** Rows that are written without any instance of them. */
final class BulkWrites {

    private static final String FILTERED = "the filter stands in the statement";
    private static final String CHECKED = "the policies of writes stand in the statement as conditions";
    private static final String SOURCE = "what a statement reads is filtered as in any query";
    private static final String REFUSED = "refused where Hibernate stands alone; else the policies of the table";

    private BulkWrites() {}

    static void addTo(Paths paths) {
        updates(paths);
        deletes(paths);
        inserts(paths);
        criteria(paths);
        sql(paths);
    }

    private static void updates(Paths paths) {
        hql(paths, "hql-update", FILTERED, "update Account set name = 'stolen' where id = :id");
        hql(paths, "hql-update-versioned", FILTERED, "update versioned Account set name = 'stolen' where id = :id");
        hql(paths, "hql-update-joined", FILTERED, "update Employee set name = 'stolen', grade = 'x' where id = :id");
        hql(paths, "hql-update-joined-by-root", FILTERED, "update Person set name = 'stolen' where id = :id");
        hql(paths, "hql-update-table-per-class", FILTERED, "update Device set name = 'stolen' where id = :id");
        hql(paths, "hql-update-single-table", FILTERED, "update Car set plate = 'stolen' where id = :id");
        hql(paths, "hql-update-secondary-table", FILTERED, "update Ledger set detail = 'stolen' where id = :id");
        hql(paths, "hql-update-child-by-parent", FILTERED, "update Item set name = 'stolen' where id = :id");
        hql(paths, "hql-update-shared", FILTERED, "update Template set name = 'stolen' where id = :id");
        hql(
                paths,
                "hql-update-by-path",
                FILTERED,
                "update Purchase p set p.name = 'stolen' where p.account.id is not null and p.id = :id");
        paths.session(
                "hql-update-from-foreign",
                SOURCE,
                (s, w) -> s.createMutationQuery(
                                "update Account set name = (select l.name from Label l where l.id = :id) where id = 2")
                        .setParameter("id", w.id())
                        .executeUpdate());
        paths.session(
                "hql-update-where-foreign",
                SOURCE,
                (s, w) -> w.told(s.createMutationQuery(
                                        "update Account set amount = 1 where id = 1 and exists (from Label l where l.name = :name)")
                                .setParameter("name", w.named())
                                .executeUpdate()
                        > 0));
        paths.session(
                        "hql-update-tenant",
                        CHECKED,
                        (s, w) -> s.createMutationQuery("update Account set tenantId = :tenant where id = 1")
                                .setParameter("tenant", w.tenant())
                                .executeUpdate())
                .foreignOnly();
        for (String entity : List.of("Employee", "Ledger", "Device")) {
            paths.session(
                            "hql-update-tenant-of-" + entity.toLowerCase(Locale.ROOT),
                            CHECKED,
                            (s, w) -> s.createMutationQuery("update " + entity + " set tenantId = :tenant where id = 1")
                                    .setParameter("tenant", w.tenant())
                                    .executeUpdate())
                    .foreignOnly();
        }
        paths.session(
                "hql-update-joined-from-foreign",
                SOURCE,
                (s, w) -> s.createMutationQuery(
                                "update Employee set name = (select concat(max(l.name), '!') from Board b cross join Label l where l.id = :id) where id = 1")
                        .setParameter("id", w.id())
                        .executeUpdate());
        paths.session(
                        "hql-update-parent",
                        CHECKED,
                        (s, w) -> s.createMutationQuery("update Item set purchase.id = :id where id = 1")
                                .setParameter("id", w.id())
                                .executeUpdate())
                .foreignOnly();
        paths.stateless(
                "stateless-hql-update",
                FILTERED,
                (s, w) -> s.createMutationQuery("update Label set name = 'stolen' where id = :id")
                        .setParameter("id", w.id())
                        .executeUpdate());
    }

    private static void deletes(Paths paths) {
        hql(paths, "hql-delete", FILTERED, "delete from Ticket where id = :id");
        hql(paths, "hql-delete-soft", FILTERED, "delete from Draft where id = :id");
        hql(paths, "hql-delete-secondary-table", FILTERED, "delete from Ledger where id = :id");
        hql(paths, "hql-delete-child-by-parent", FILTERED, "delete from Item where id = :id");
        hql(paths, "hql-delete-with-elements", FILTERED, "delete from Contact where id = :id");
        hql(
                paths,
                "hql-delete-by-subquery",
                FILTERED,
                "delete from Ticket t where t.id in (select q.id from Quote q where q.id = :id)");
        paths.session("hql-delete-joined", FILTERED, (s, w) -> {
            Other.run(s.getSessionFactory(), "delete from Trip");
            return execute(s, "delete from Employee where id = :id", w);
        });
        paths.session("hql-delete-table-per-class", FILTERED, (s, w) -> {
            Other.run(s.getSessionFactory(), "delete from Trip");
            return execute(s, "delete from Device where id = :id", w);
        });
        paths.stateless("stateless-hql-delete", FILTERED, (s, w) -> execute(s, "delete from Ticket where id = :id", w));
    }

    private static void inserts(Paths paths) {
        paths.session(
                "hql-insert-values",
                CHECKED,
                (s, w) -> s.createMutationQuery(
                                "insert into Label (id, tenantId, name) values (:id, :tenant, 'planted')")
                        .setParameter("id", w.id() + 50)
                        .setParameter("tenant", w.tenant())
                        .executeUpdate());
        paths.session(
                "hql-insert-child-of-parent",
                CHECKED,
                (s, w) -> s.createMutationQuery(
                                "insert into Item (id, name, purchase) select 50L, 'planted', p from Purchase p where p.id = :id")
                        .setParameter("id", w.id())
                        .executeUpdate());
        paths.session(
                "hql-insert-select",
                SOURCE,
                (s, w) -> s.createMutationQuery(
                                "insert into Label (id, tenantId, name) select 50L, 'acme', a.name from Account a where a.id = :id")
                        .setParameter("id", w.id())
                        .executeUpdate());
        paths.session(
                "hql-insert-select-tenant",
                CHECKED,
                (s, w) -> s.createMutationQuery(
                                "insert into Label (id, tenantId, name) select 50L, :tenant, a.name from Account a where a.id = 1")
                        .setParameter("tenant", w.tenant())
                        .executeUpdate());
        paths.session(
                        "hql-insert-on-conflict",
                        "refused where Hibernate stands alone; else the policies of the table",
                        (s, w) -> execute(
                                s,
                                "insert into Label (id, tenantId, name) values (:id, 'acme', 'stolen')"
                                        + " on conflict (id) do update set name = 'stolen'",
                                w))
                .refused("RLS304");
        paths.session(
                        "hql-insert-on-conflict-tenant",
                        CHECKED,
                        (s, w) -> s.createMutationQuery(
                                        "insert into Label (id, tenantId, name) values (1L, 'acme', 'stolen')"
                                                + " on conflict (id) do update set tenantId = :tenant")
                                .setParameter("tenant", w.tenant())
                                .executeUpdate())
                .foreignOnly();
    }

    private static void criteria(Paths paths) {
        paths.session("criteria-update", FILTERED, (s, w) -> {
            HibernateCriteriaBuilder builder = s.getCriteriaBuilder();
            CriteriaUpdate<Account> update = builder.createCriteriaUpdate(Account.class);
            Root<Account> account = update.from(Account.class);
            update.set("name", "stolen").where(builder.equal(account.get("id"), w.id()));
            return s.createMutationQuery(update).executeUpdate();
        });
        paths.session("criteria-update-tenant", CHECKED, (s, w) -> {
                    HibernateCriteriaBuilder builder = s.getCriteriaBuilder();
                    CriteriaUpdate<Account> update = builder.createCriteriaUpdate(Account.class);
                    Root<Account> account = update.from(Account.class);
                    update.set("tenantId", w.tenant()).where(builder.equal(account.get("id"), 1L));
                    return s.createMutationQuery(update).executeUpdate();
                })
                .foreignOnly();
        paths.session("criteria-delete", FILTERED, (s, w) -> {
            HibernateCriteriaBuilder builder = s.getCriteriaBuilder();
            CriteriaDelete<Ticket> delete = builder.createCriteriaDelete(Ticket.class);
            delete.where(builder.equal(delete.from(Ticket.class).get("id"), w.id()));
            return s.createMutationQuery(delete).executeUpdate();
        });
        paths.session("criteria-insert", CHECKED, (s, w) -> {
            HibernateCriteriaBuilder builder = s.getCriteriaBuilder();
            JpaCriteriaInsertValues<Label> insert = builder.createCriteriaInsertValues(Label.class);
            JpaRoot<Label> label = insert.getTarget();
            insert.setInsertionTargetPaths(label.get("id"), label.get("tenantId"), label.get("name"));
            insert.values(
                    builder.values(builder.value(w.id() + 50), builder.value(w.tenant()), builder.value("planted")));
            return s.createMutationQuery(insert).executeUpdate();
        });
    }

    private static void sql(Paths paths) {
        Map<String, String> statements = Map.of(
                "update", "update Label set name = 'stolen' where id = %1$d",
                "delete", "delete from Ticket where id = %1$d",
                "insert", "insert into Label (id, tenantid, name) values (%1$d + 50, '%2$s', 'planted')");
        for (String kind : List.of("update", "delete", "insert")) {
            String statement = statements.get(kind);
            paths.session(
                            "native-" + kind,
                            REFUSED,
                            (s, w) -> s.createNativeMutationQuery(text(statement, w))
                                    .executeUpdate())
                    .refused("RLS215");
            paths.session(
                            "jdbc-" + kind,
                            REFUSED,
                            (s, w) -> s.doReturningWork(connection -> {
                                try (Statement jdbc = connection.createStatement()) {
                                    return jdbc.executeUpdate(text(statement, w));
                                }
                            }))
                    .refused("RLS215");
        }
        paths.session(
                        "jdbc-batch",
                        REFUSED,
                        (s, w) -> s.doReturningWork(connection -> {
                            try (PreparedStatement jdbc =
                                    connection.prepareStatement("update Label set name = 'stolen' where id = ?")) {
                                jdbc.setLong(1, w.id());
                                jdbc.addBatch();
                                return jdbc.executeBatch().length;
                            }
                        }))
                .refused("RLS215");
        paths.stateless(
                        "stateless-native-update",
                        REFUSED,
                        (s, w) -> s.createNativeMutationQuery(text(statements.get("update"), w))
                                .executeUpdate())
                .refused("RLS215");
    }

    private static String text(String statement, Whose whose) {
        return statement.formatted(whose.id(), whose.tenant());
    }

    private static void hql(Paths paths, String name, String closedBy, String statement) {
        paths.session(name, closedBy, (s, w) -> execute(s, statement, w));
    }

    private static int execute(SharedSessionContract session, String statement, Whose whose) {
        return session.createMutationQuery(statement)
                .setParameter("id", whose.id())
                .executeUpdate();
    }
}
