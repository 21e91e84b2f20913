package dev.rls.testkit.agreement;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import dev.rls.testkit.internal.EvaluatorReading;
import dev.rls.testkit.internal.MappedTable;
import dev.rls.testkit.internal.NativeReading;
import dev.rls.testkit.internal.OrmReading;
import dev.rls.testkit.internal.Reading;
import dev.rls.testkit.internal.Rows;
import dev.rls.testkit.schema.Folder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/** A plan that was compiled, installed in both databases and booted on both. */
final class Batch implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final BatchPlan plan;
    private final Version version;
    private final Compiled compiled;
    private final PolicyIndex index;
    private final TestDatabase postgres;
    private final HikariDataSource application;
    private final HikariDataSource h2;
    private final SessionFactory onH2;
    private final SessionFactory onPostgres;
    private final Rows rows = new Rows();
    private final List<MappedTable> tables = new ArrayList<>();

    Batch(BatchPlan plan, Version version) {
        this.plan = plan;
        this.version = version;
        compiled = Compiled.of(sources(plan.team(), plan.docs()));
        index = compiled.index();
        postgres = Postgres.create(version);
        application = pool(postgres.application().dataSource());
        JdbcDataSource memory = new JdbcDataSource();
        memory.setURL("jdbc:h2:mem:agreement" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
        h2 = pool(memory);
        try {
            String ddl = Tables.ddl(plan.tenant(), plan.docs());
            Postgres.run(postgres, ddl + "grant select on folder to application;\n" + compiled.changelog());
            new Sql(h2).execute(ddl.split(";\n"));
            onH2 = factory(compiled, plan.docs(), h2);
            onPostgres = factory(compiled, plan.docs(), application);
            plant();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, String> sources(String team, List<EntitySpec> docs) {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put(EntitySpec.PACKAGE + ".Team", team);
        docs.forEach(doc -> sources.put(doc.className(), doc.source()));
        return sources;
    }

    static SessionFactory factory(Compiled compiled, List<EntitySpec> docs, DataSource dataSource) {
        MetadataSources sources =
                new MetadataSources(new StandardServiceRegistryBuilder(new BootstrapServiceRegistryBuilder()
                                .applyClassLoaderService(compiled.loader())
                                .build())
                        .applySetting("hibernate.connection.datasource", dataSource)
                        .build());
        sources.addAnnotatedClass(Folder.class);
        sources.addAnnotatedClass(compiled.type(EntitySpec.PACKAGE + ".Team"));
        docs.forEach(doc -> sources.addAnnotatedClass(compiled.type(doc.className())));
        return sources.buildMetadata().buildSessionFactory();
    }

    private void plant() throws SQLException {
        SessionFactoryImplementor factory = onPostgres.unwrap(SessionFactoryImplementor.class);
        for (EntitySpec doc : plan.docs()) {
            tables.add(MappedTable.of(factory, compiled.type(doc.className())));
        }
        MappedTable folder = MappedTable.of(factory, Folder.class);
        MappedTable team = MappedTable.of(factory, compiled.type(EntitySpec.PACKAGE + ".Team"));
        for (Sql place : List.of(postgres.superuser(), new Sql(h2))) {
            try (Connection connection = place.connect()) {
                connection.setAutoCommit(false);
                Tables.plant(connection, folder, plan.folders());
                Tables.plant(connection, team, plan.teams());
                for (int i = 0; i < tables.size(); i++) {
                    Tables.plant(connection, tables.get(i), plan.rows().get(i));
                }
                connection.commit();
            }
        }
        remember(folder, plan.folders());
        remember(team, plan.teams());
        for (int i = 0; i < tables.size(); i++) {
            remember(tables.get(i), plan.rows().get(i));
        }
    }

    private void remember(MappedTable table, List<Map<String, @Nullable Object>> some) {
        TableName name = table.name("public");
        for (Map<String, @Nullable Object> row : some) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            table.columns().forEach(column -> values.put(column.name(), null));
            row.forEach((attribute, value) -> values.put(table.column(attribute).name(), value));
            rows.add(name, values);
        }
    }

    BatchPlan plan() {
        return plan;
    }

    PolicyIndex index() {
        return index;
    }

    TestDatabase postgres() {
        return postgres;
    }

    Rows rows() {
        return rows;
    }

    ScopedEntity entity(int doc) {
        return index.entity(plan.docs().get(doc).className()).orElseThrow();
    }

    MappedTable table(int doc) {
        return tables.get(doc);
    }

    EvaluatorReading evaluator(int doc) {
        return new EvaluatorReading(tables.get(doc), entity(doc), rows);
    }

    Reading database(int doc) {
        return new NativeReading(application, tables.get(doc));
    }

    FaultyOrm faulty(OrmMutant mutant) {
        return new FaultyOrm(plan.team(), plan.docs().stream().map(mutant::of).toList(), h2);
    }

    List<Reading> readings(int doc) {
        return List.of(
                evaluator(doc),
                database(doc),
                new OrmReading("orm on " + version, onPostgres, tables.get(doc)),
                new OrmReading("orm on H2", onH2, tables.get(doc)));
    }

    private static HikariDataSource pool(DataSource dataSource) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        onH2.close();
        onPostgres.close();
        application.close();
        try {
            new Sql(h2).execute("shutdown");
        } catch (SQLException e) {
            // a connection that is gone is what was asked for
        }
        h2.close();
        PostgresServer.of(version).drop(postgres);
        compiled.close();
    }
}
