package dev.rls.testkit;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.TestDatabase;
import dev.rls.testkit.agreement.Postgres;
import dev.rls.testkit.app.Board;
import dev.rls.testkit.app.Note;
import dev.rls.testkit.app.Odd;
import dev.rls.testkit.app.Ticket;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;

/** The small application, booted. */
final class TestApp implements AutoCloseable {

    private static final String TABLES = """
            create table note (id bigint primary key, tenantId varchar(255), author varchar(255), text varchar(255));
            create table board (id bigint generated always as identity primary key, tenantId varchar(255), open boolean not null);
            create sequence ticket_seq;
            grant usage on sequence ticket_seq to application;
            create table ticket (id bigint primary key, version int not null, tenantId varchar(255) not null,
              code varchar(4) not null unique, assignee varchar(255) not null, effort numeric(5,2),
              opened timestamp(6) with time zone, board_id bigint not null references board,
              priority int not null check (priority between 1 and 3));
            create table badge (id bigint primary key, tenantId varchar(255));
            create table draw (id bigint generated always as identity primary key, tenantId varchar(255));
            create table scan (id bigint primary key, tenantId varchar(255), image bytea not null);
            create table holiday (id date primary key, tenantId varchar(255));
            create table voucher (id bigint primary key, tenantId varchar(255), code varchar(255) check (code like 'V-%'), check (code is not null));
            create table seat (rank int, number int, tenantId varchar(255), primary key (rank, number));
            create table shift (id time primary key, tenantId varchar(255));
            """;

    final TestDatabase database = Postgres.create(Version.V18);
    final SessionFactory factory;

    TestApp() {
        Postgres.run(database, TABLES + Postgres.resource("META-INF/rls/test/changelog.sql"));
        execute("insert into note values (1, 'acme', 'alice', 'hers'), (2, 'acme', 'bob', 'bob''s')");
        factory = factory(database.application().dataSource());
    }

    /** The application's factory, connected as somebody else. */
    SessionFactory factory(DataSource dataSource) {
        return new MetadataSources(new StandardServiceRegistryBuilder()
                        .applySetting("hibernate.connection.datasource", dataSource)
                        .build())
                .addAnnotatedClasses(
                        Note.class,
                        Board.class,
                        Ticket.class,
                        Odd.Badge.class,
                        Odd.Draw.class,
                        Odd.Scan.class,
                        Odd.Holiday.class,
                        Odd.Voucher.class,
                        Odd.Seat.class,
                        Odd.Shift.class)
                .buildMetadata()
                .buildSessionFactory();
    }

    RowSecurity rows() {
        return RowSecurity.of(factory)
                .withDatabase(database.application().dataSource())
                .withOwner(database.migrator().dataSource());
    }

    /** By someone whom no policy stops. */
    void execute(String... sql) {
        try {
            database.superuser().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
