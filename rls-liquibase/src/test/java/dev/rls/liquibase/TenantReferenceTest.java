package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.fixtures.MarkedBlocks;
import dev.rls.fixtures.PostgresServer;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.fixtures.TestDatabase;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.Reference;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantDeclaration;
import dev.rls.policy.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The changesets that put foreign keys with the tenant in place of those without, run by every installer. */
@ParameterizedClass
@EnumSource(Version.class)
class TenantReferenceTest {

    private static final String MIGRATOR = PostgresServer.MIGRATOR;

    private static final String ARGUMENTS =
            "'public.invoice', 'tenant_id', 'customer_id', 'public.customer', 'tenant_id', 'id'";

    private static final String ADD = "select rls.add_tenant_reference(" + ARGUMENTS + ")";

    private static final String SIMPLE = "invoice_customer_id_fkey";

    private static final String REFERENCE = "FOREIGN KEY (tenant_id, customer_id) REFERENCES customer(tenant_id, id)";

    @Parameter
    Version version;

    TestDatabase database;
    Path changelogs;

    @BeforeEach
    void tables() throws SQLException {
        database = Cluster.fresh(version);
        Installer.PSQL.installSchema(database, MIGRATOR);
        database.migrator()
                .execute(
                        "create table customer (id int primary key, tenant_id text not null)",
                        "create table article (id int primary key, tenant_id text)",
                        "create table invoice (id int primary key, tenant_id text not null,"
                                + " customer_id int references customer on delete set null,"
                                + " article_id int references article)",
                        "insert into customer values (1, 'acme'), (2, 'globex')",
                        "insert into article values (1, 'acme'), (2, 'globex'), (3, null)",
                        "insert into invoice values (1, 'acme', 1, 3), (2, 'globex', 2, 2)");
        changelogs = Invoices.changelog(index());
    }

    @ParameterizedTest
    @EnumSource
    void theKeyHoldsTheTenantInPlaceOfTheOneThatDoesNotAndASecondRunChangesNothing(Installer installer)
            throws SQLException {
        update(installer);

        assertThat(keys("invoice", 'f'))
                .containsExactly(
                        "FOREIGN KEY (article_id) REFERENCES article(id)",
                        REFERENCE + " ON DELETE SET NULL (customer_id)");
        assertThat(keys("customer", 'u')).containsExactly("UNIQUE (tenant_id, id)");
        List<String> all = everything();
        update(installer);
        assertThat(everything()).isEqualTo(all);
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatLeadsOutOfItsTenantStopsTheChangeset(Installer installer) throws SQLException {
        database.migrator().execute("insert into invoice values (3, 'acme', 2, null), (4, 'acme', 2, null)");

        assertThatThrownBy(() -> update(installer))
                .hasMessageContaining(
                        "RLS535: 2 row(s) of public.invoice refer by customer_id to rows of public.customer that are"
                                + " another tenant's");

        assertThat(keys("invoice", 'f'))
                .contains("FOREIGN KEY (customer_id) REFERENCES customer(id) ON DELETE SET NULL");
        database.superuser().execute("delete from invoice where id > 2");
        update(installer);
        assertThat(keys("invoice", 'f')).contains(REFERENCE + " ON DELETE SET NULL (customer_id)");
        assertThat(forced()).containsExactly("t", "t", "t");
    }

    /** The policies look at what is written; what was there before, this looks at. */
    @ParameterizedTest
    @EnumSource
    void aRowThatRefersToWhatAnotherTenantDoesNotShareStopsTheChangeset(Installer installer) throws SQLException {
        database.migrator().execute("insert into invoice values (3, 'acme', null, 2)");

        assertThatThrownBy(() -> update(installer))
                .hasMessageContaining("RLS535: 1 row(s) of public.invoice refer by article_id");
    }

    /** Added later, when row security is forced: the rows are found all the same. */
    @Test
    void rowsAreFoundUnderForceToo() throws SQLException {
        protectedWith("insert into invoice values (3, 'acme', 2, null)");

        Rejection.of(() -> database.migrator().execute(ADD)).hasState("23503").mentions("RLS535: 1 row(s)");
        assertThat(forced()).containsExactly("t", "t", "t");
    }

    /** The control: without its guard the function marks a key valid over that row, as PostgreSQL does by itself. */
    @Test
    void controlWithoutTheGuardTheKeyIsValidOverThatRow() throws SQLException {
        protectedWith("insert into invoice values (3, 'acme', 2, null)");
        for (String function : List.of("check_tenant_reference", "add_tenant_reference")) {
            String source = database.superuser()
                    .column("select pg_get_functiondef(oid) from pg_proc where proname = '" + function + "'")
                    .get(0);
            String guard = "execute format('alter table %s no force row level security', hidden);";
            assertThat(source).contains(guard);
            database.superuser().execute(source.replace(guard, "null;"));
        }
        // whom the policies name is told
        Rejection.of(() -> database.migrator().execute(ADD)).mentions("RLS501");
        for (String table : List.of("invoice", "customer")) {
            for (String policy : database.superuser()
                    .column("select polname from pg_policy where polpermissive and polrelid = '" + table
                            + "'::regclass")) {
                database.superuser().execute("alter policy " + policy + " on " + table + " to rls_app");
            }
        }

        database.migrator().execute(ADD);

        assertThat(database.superuser()
                        .column("select convalidated from pg_constraint where conrelid = 'invoice'::regclass"
                                + " and conname = 'invoice_tenant_id_customer_id_fkey'"))
                .containsExactly("t");
        assertThat(database.superuser()
                        .column("select i.id from invoice i join customer c on c.id = i.customer_id"
                                + " where c.tenant_id <> i.tenant_id"))
                .containsExactly("3");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "on delete cascade, ON DELETE CASCADE",
        "on delete restrict, ON DELETE RESTRICT",
        "on delete set default, ON DELETE SET DEFAULT (customer_id)",
        "on update cascade on delete set null, ON UPDATE CASCADE ON DELETE SET NULL (customer_id)",
        "on update set null, ''",
        "deferrable initially deferred, DEFERRABLE INITIALLY DEFERRED"
    })
    void theActionsAreKept(String declared, String kept) throws SQLException {
        database.migrator()
                .execute(
                        "alter table invoice drop constraint " + SIMPLE,
                        "alter table invoice add foreign key (customer_id) references customer " + declared);

        update(Installer.PSQL);

        assertThat(keys("invoice", 'f')).contains((REFERENCE + " " + kept).strip());
    }

    @ParameterizedTest
    @EnumSource
    void rollbackGivesTheKeysBack(LiquibaseVersion liquibase) throws SQLException {
        List<String> before = everything();
        liquibase.update(database, MIGRATOR, "changelog.sql", changelogs);
        assertThat(everything()).isNotEqualTo(before);

        liquibase.rollback(database, MIGRATOR, "changelog.sql", changelogs);

        assertThat(everything()).isEqualTo(before);
    }

    /** By the lines of the two changesets alone, with row security as it is. */
    @Test
    void rollbackOfTheKeysAloneLeavesRowSecurityForced() throws SQLException {
        List<String> before = keys("invoice", 'f');
        update(Installer.PSQL);

        database.migrator()
                .execute(
                        "select rls.drop_tenant_reference(" + ARGUMENTS + ")",
                        "select rls.drop_tenant_key('public.customer', 'tenant_id', 'id')");

        assertThat(keys("invoice", 'f')).isEqualTo(before);
        assertThat(keys("customer", 'u')).isEmpty();
        assertThat(forced()).containsExactly("t", "t", "t");
    }

    @Test
    void whatOthersMadeIsTakenAsItIsAndNotRolledBack() throws SQLException {
        database.migrator()
                .execute(
                        "create unique index their_index on customer (id, tenant_id)",
                        "alter table invoice add constraint theirs foreign key (customer_id, tenant_id)"
                                + " references customer (id, tenant_id)");
        List<String> before = everything();
        update(Installer.PSQL);
        assertThat(keys("invoice", 'f'))
                .containsExactly(
                        "FOREIGN KEY (article_id) REFERENCES article(id)",
                        "FOREIGN KEY (customer_id, tenant_id) REFERENCES customer(id, tenant_id)");

        database.migrator()
                .execute(
                        "select rls.drop_tenant_reference(" + ARGUMENTS + ")",
                        "select rls.drop_tenant_key('public.customer', 'tenant_id', 'id')");

        assertThat(everything()).isEqualTo(before);
    }

    /** What others validated may have been under the force of row security. */
    @Test
    void aKeyThatOthersValidatedIsLookedAtOnce() throws SQLException {
        protectedWith("insert into invoice values (3, 'acme', 2, null)");
        database.superuser()
                .execute(
                        "alter table invoice add foreign key (tenant_id, customer_id) references customer (tenant_id, id)"
                                + " not valid",
                        "update pg_constraint set convalidated = true where conname = 'invoice_tenant_id_customer_id_fkey'");

        Rejection.of(() -> database.migrator().execute(ADD)).mentions("RLS535");
    }

    @Test
    void anIndexThatFailedHalfwayIsBuiltAgain() throws SQLException {
        database.migrator().execute("create unique index concurrently on customer (tenant_id, id)");
        database.superuser()
                .execute(
                        "update pg_index set indisvalid = false where indexrelid = 'customer_tenant_id_id_idx'::regclass");

        update(Installer.PSQL_SINGLE_TRANSACTION);

        assertThat(database.superuser()
                        .column("select indisvalid from pg_index where indrelid = 'customer'::regclass"
                                + " and not indisprimary"))
                .containsExactly("t");
    }

    /** As the page about operations says, word for word; then the changelog has nothing left to do. */
    @Test
    void aLargeTableIsNotLockedWhileItsRowsAreRead() throws Exception {
        protectedWith("select 1");
        String recipe = recipe("reference");
        String validation = "select rls.add_tenant_reference(" + ARGUMENTS + ");";
        assertThat(recipe).contains(validation).contains("concurrently");
        Path file = Files.writeString(changelogs.resolve("online.sql"), recipe);

        Psql.run(database, MIGRATOR, file, false);

        assertThat(keys("invoice", 'f')).contains(REFERENCE + " ON DELETE SET NULL (customer_id)");
        assertThat(forced()).containsExactly("t", "t", "t");
        List<String> all = everything();
        try (Connection reader = database.superuser().connect()) {
            reader.setAutoCommit(false);
            Sql.column(reader, "select id from invoice");
            assertThatCode(() -> database.migrator().execute("set lock_timeout = '1s'", ADD))
                    .as("a valid key is not locked again")
                    .doesNotThrowAnyException();
        }
        assertThat(everything()).isEqualTo(all);
    }

    /** What no changeset looks at; each table has a row that is right, too. */
    @Test
    void theDocumentedQueryFindsWhatLeadsOutOfItsTenantElsewhere() throws Exception {
        database.migrator()
                .execute(
                        "create table invoice_customer (invoice_id int references invoice, customer_id int references"
                                + " customer, name text)",
                        "create table line (id int primary key, invoice_id int not null references invoice, customer_id int"
                                + " references customer)",
                        "create table special_invoice (id int primary key references invoice, broker_id int references"
                                + " customer)",
                        "create table card_payment (id int primary key, tenant_id text not null, payer_id int references"
                                + " customer)",
                        "create table note (id int primary key, invoice_id int references invoice, tag text)",
                        "insert into invoice_customer values (1, 1, 'right'), (1, 2, 'join table')",
                        "insert into line values (1, 1, 1), (2, 1, 2), (3, 1, null)",
                        "insert into special_invoice values (1, 1), (2, 1)",
                        "insert into card_payment values (1, 'acme', 1), (2, 'acme', 2)",
                        "insert into note values (1, 1, 'right')");

        List<String> found = new ArrayList<>();
        for (String query : database.superuser().column(recipe("crossing"))) {
            found.addAll(database.superuser().column("select r::text from (" + query + ") r"));
        }

        assertThat(found).containsExactlyInAnyOrder("(1,2,\"join table\")", "(2,1,2)", "(2,1)", "(2,acme,2)");
    }

    private static String recipe(String about) throws IOException {
        return MarkedBlocks.of(Path.of("../docs/operations.md")).stream()
                .filter(block -> block.about().equals(about))
                .findFirst()
                .orElseThrow()
                .text();
    }

    /** Policies alone, as a release before the references had them. */
    private void protectedWith(String statement) throws SQLException {
        database.migrator().execute(statement, "select rls.add_tenant_key('public.customer', 'tenant_id', 'id')");
        PolicyIndex policies = new PolicyIndex(
                "app",
                "rls_app",
                index().declarations().stream()
                        .map(entity -> entity.with(List.<Reference>of()))
                        .toList());
        Installer.PSQL.update(database, MIGRATOR, "changelog.sql", Invoices.changelog(policies));
    }

    private void update(Installer installer) throws SQLException {
        installer.update(database, MIGRATOR, "changelog.sql", changelogs);
    }

    private List<String> keys(String table, char type) throws SQLException {
        return database.superuser()
                .column("select pg_get_constraintdef(oid) from pg_constraint where conrelid = '" + table
                        + "'::regclass and contype = '" + type + "' order by 1");
    }

    private List<String> everything() throws SQLException {
        return database.superuser()
                .column("select concat_ws(' ', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid),"
                        + " obj_description(oid, 'pg_constraint')) from pg_constraint"
                        + " where connamespace = 'public'::regnamespace and contype in ('f', 'u')"
                        + " and conrelid::regclass::text not like 'databasechangelog%' order by 1");
    }

    private List<String> forced() throws SQLException {
        return database.superuser()
                .column("select relforcerowsecurity from pg_class where relname in ('invoice', 'customer', 'article')");
    }

    private static PolicyIndex index() {
        TableName customer = new TableName("public", "customer");
        TableName article = new TableName("public", "article");
        EntityDeclaration shared = Invoices.declaration("com.acme.Article", article, "tenant_id", ValueType.STRING);
        return new PolicyIndex(
                "app",
                "rls_app",
                List.of(
                        Invoices.declaration("com.acme.Customer", customer, "tenant_id", ValueType.STRING),
                        new EntityDeclaration(
                                shared.entity(),
                                article,
                                shared.attributes(),
                                new TenantDeclaration("tenantId", "tenant_id", "", true),
                                List.of()),
                        Invoices.declaration(
                                        "com.acme.Invoice",
                                        new TableName("public", "invoice"),
                                        "tenant_id",
                                        ValueType.STRING)
                                .with(List.of(
                                        new Reference(
                                                "customer",
                                                "customer_id",
                                                "com.acme.Customer",
                                                customer,
                                                "id",
                                                "tenant_id",
                                                true),
                                        new Reference(
                                                "article",
                                                "article_id",
                                                "com.acme.Article",
                                                article,
                                                "id",
                                                "tenant_id",
                                                false)))));
    }
}
