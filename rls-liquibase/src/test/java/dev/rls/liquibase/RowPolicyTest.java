package dev.rls.liquibase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rls.Operation;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.fixtures.Sql;
import dev.rls.policy.And;
import dev.rls.policy.Association;
import dev.rls.policy.ClaimRef;
import dev.rls.policy.ColumnRef;
import dev.rls.policy.Comparison;
import dev.rls.policy.Comparison.Operator;
import dev.rls.policy.CurrentTimestamp;
import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.In;
import dev.rls.policy.IsNull;
import dev.rls.policy.Like;
import dev.rls.policy.Literal;
import dev.rls.policy.Member;
import dev.rls.policy.Not;
import dev.rls.policy.Operand;
import dev.rls.policy.Or;
import dev.rls.policy.PathRef;
import dev.rls.policy.Policy;
import dev.rls.policy.Predicate;
import dev.rls.policy.Prefix;
import dev.rls.policy.RowRule;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TableName;
import dev.rls.policy.TenantRule;
import dev.rls.policy.Through;
import dev.rls.policy.ValueType;
import dev.rls.policy.render.PostgresRenderer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rendered policies decide in PostgreSQL, for a role that is neither superuser nor owner and for the owner. */
@ParameterizedClass
@EnumSource(Version.class)
class RowPolicyTest {

    private static final TableName NOTE = new TableName("public", "note");
    private static final Set<Operation> ALL = EnumSet.allOf(Operation.class);

    private static final ColumnRef ID = column("id", ValueType.LONG);
    private static final ColumnRef OWNER = column("owner_id", ValueType.STRING);
    private static final ColumnRef AMOUNT = column("amount", ValueType.DECIMAL);
    private static final ColumnRef MOMENT = column("moment", ValueType.TIMESTAMP);
    private static final Predicate OWNED = equal(OWNER, claim(ValueType.STRING, false, "sub"));
    private static final Predicate MANAGER = new Member(text("manager"), claim(ValueType.STRING, true, "roles"));

    private static final String BOB = "{\"sub\":\"bob\",\"tenant_id\":\"acme\",\"roles\":[],\"team\":[\"al\",\"bob\"],"
            + "\"org\":{\"limit\":7.50,\"root\":\"b\"},\"ids\":[2,3],\"flag\":true}";
    private static final String BOSS = "{\"sub\":\"boss\",\"tenant_id\":\"acme\",\"roles\":[\"manager\"]}";

    @Parameter
    Version version;

    Invoices invoices;

    @BeforeEach
    void tables() throws SQLException {
        invoices = Invoices.create(version);
        invoices.database()
                .migrator()
                .execute(
                        "create table note (id bigint primary key, tenant_id text, owner_id text, invoice_id int,"
                                + " parent_id bigint, amount numeric(9, 2), open boolean, day date, moment timestamptz,"
                                + " code uuid)",
                        "insert into note values"
                                + " (1, 'acme', 'al', 1, null, 5, true, '2026-01-31', '2026-01-31 12:00Z',"
                                + "   '7f000001-0000-4000-8000-000000000001'),"
                                + " (2, 'acme', 'bob', 2, 1, 7.5, false, '2026-02-01', '2999-01-01Z', null),"
                                + " (3, null, null, null, null, null, null, null, null, null),"
                                + " (4, 'globex', 'E''\\u007B{', 2, 2, 10, true, null, null, null)");
    }

    record Shape(String name, Predicate predicate, Long... rows) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Shape> shapes() {
        Association visible = invoice(equal(column("tenant_id", ValueType.STRING), tenantClaim()));
        Operand path = new PathRef(visible, column("tenant_id", ValueType.STRING));
        Operand limit = claim(ValueType.DECIMAL, false, "org", "limit");
        UUID code = UUID.fromString("7f000001-0000-4000-8000-000000000001");
        return List.of(
                new Shape("owner", OWNED, 2L),
                new Shape("not owner", new Not(OWNED), 1L, 4L),
                new Shape("role that is absent", MANAGER),
                new Shape("not a role", new Not(MANAGER), 1L, 2L, 3L, 4L),
                new Shape("team", new Member(OWNER, claim(ValueType.STRING, true, "team")), 1L, 2L),
                new Shape("ids", new Member(ID, claim(ValueType.LONG, true, "ids")), 2L, 3L),
                new Shape(
                        "nothing is in an empty array",
                        new Not(new Member(OWNER, claim(ValueType.STRING, true, "roles"))),
                        1L,
                        2L,
                        3L,
                        4L),
                new Shape(
                        "an absent array is unknown",
                        new Not(new Member(OWNER, claim(ValueType.STRING, true, "none")))),
                new Shape("in", new In(OWNER, List.of(text("al"), claim(ValueType.STRING, false, "sub"))), 1L, 2L),
                new Shape("not in", new Not(new In(OWNER, List.of(text("al"), text("x")))), 2L, 4L),
                new Shape("null", new IsNull(OWNER), 3L),
                new Shape("not null", new Not(new IsNull(OWNER)), 1L, 2L, 4L),
                new Shape("absent claim", new IsNull(claim(ValueType.STRING, false, "none")), 1L, 2L, 3L, 4L),
                new Shape("limit", new Comparison(AMOUNT, Operator.LESS_OR_EQUAL, limit), 1L, 2L),
                new Shape("below the limit", new Comparison(AMOUNT, Operator.LESS, limit), 1L),
                new Shape("not equal", new Comparison(AMOUNT, Operator.NOT_EQUAL, limit), 1L, 4L),
                new Shape(
                        "number",
                        new Comparison(
                                AMOUNT, Operator.GREATER, new Literal(new BigDecimal("-1E+1"), ValueType.DECIMAL)),
                        1L,
                        2L,
                        4L),
                new Shape(
                        "boolean",
                        equal(column("open", ValueType.BOOLEAN), claim(ValueType.BOOLEAN, false, "flag")),
                        1L,
                        4L),
                new Shape(
                        "date",
                        new Comparison(
                                column("day", ValueType.DATE),
                                Operator.GREATER_OR_EQUAL,
                                new Literal(LocalDate.of(2026, 2, 1), ValueType.DATE)),
                        2L),
                new Shape(
                        "moment",
                        equal(MOMENT, new Literal(Instant.parse("2026-01-31T12:00:00Z"), ValueType.TIMESTAMP)),
                        1L),
                new Shape("future", new Comparison(MOMENT, Operator.GREATER, new CurrentTimestamp()), 2L),
                new Shape("uuid", equal(column("code", ValueType.UUID), new Literal(code, ValueType.UUID)), 1L),
                new Shape("odd text", equal(OWNER, text("E'\\u007B{")), 4L),
                new Shape("like", new Like(OWNER, List.of("", "\\u007B", "")), 4L),
                new Shape("like its own wildcards", new Like(OWNER, List.of("_", "")), new Long[0]),
                new Shape("prefix", new Prefix(OWNER, claim(ValueType.STRING, false, "org", "root")), 2L),
                new Shape("or within and", new And(List.of(new Or(List.of(OWNED, new IsNull(OWNER))), new Not(OWNED)))),
                new Shape("path to what is visible", equal(path, text("acme")), 1L),
                new Shape("path to what is hidden", new IsNull(path), 2L, 3L, 4L),
                new Shape("through", new Through(visible, And.TRUE), 1L),
                new Shape("not through", new Not(new Through(visible, And.TRUE)), 2L, 3L, 4L));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aConditionAdmitsItsRowsAndNoOthers(Shape shape) throws SQLException {
        protect(entity(null, new RowRule("shape", ALL, shape.predicate(), shape.predicate())));

        try (Connection bob = invoices.boundToClaims(BOB)) {
            assertThat(ids(bob, "select id from note order by id")).containsExactly(shape.rows());
            assertThat(ids(bob, "with d as (delete from note returning id) select id from d order by id"))
                    .containsExactly(shape.rows());
        }
    }

    @Test
    void controlWithoutPoliciesAllRowsAreSeen() throws SQLException {
        invoices.database().migrator().execute("grant select on note to rls_app");

        try (Connection bob = invoices.boundToClaims(BOB)) {
            assertThat(ids(bob, "select id from note order by id")).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void whatIsNarrowedForChangesIsReadAllTheSame() throws SQLException {
        Predicate using = new Or(List.of(OWNED, MANAGER));
        protect(entity(tenant(), new RowRule("own", EnumSet.of(Operation.UPDATE, Operation.DELETE), using, using)));

        try (Connection bob = invoices.boundToClaims(BOB)) {
            assertThat(ids(bob, "select id from note order by id")).containsExactly(1L, 2L);
            assertThat(ids(bob, "update note set amount = 1 returning id")).containsExactly(2L);
            Sql.execute(bob, "insert into note (id, tenant_id, owner_id) values (9, 'acme', 'al')");
            assertThat(ids(bob, "delete from note where owner_id = 'al' returning id"))
                    .isEmpty();
            assertThatThrownBy(() -> Sql.execute(bob, "update note set owner_id = 'al'"))
                    .hasMessageContaining("violates row-level security policy");
        }
        try (Connection boss = invoices.boundToClaims(BOSS)) {
            assertThat(ids(boss, "update note set amount = 1 returning id")).containsExactly(1L, 2L);
            assertThat(ids(boss, "delete from note returning id")).containsExactly(1L, 2L);
        }
    }

    @Test
    void sharedRowsAreReadByAllAndWrittenByNone() throws SQLException {
        ColumnRef column = column("tenant_id", ValueType.STRING);
        Predicate mine = equal(column, tenantClaim());
        protect(entity(new TenantRule(tenantClaim(), column, null, new Or(List.of(mine, new IsNull(column))), mine)));

        try (Connection bob = invoices.boundToClaims(BOB)) {
            assertThat(ids(bob, "select id from note order by id")).containsExactly(1L, 2L, 3L);
            assertThat(ids(bob, "update note set amount = 1 returning id")).containsExactly(1L, 2L);
            assertThatThrownBy(() -> Sql.execute(bob, "insert into note (id) values (9)"))
                    .hasMessageContaining("violates row-level security policy");
        }
    }

    @Test
    void aChildHasTheTenantOfItsParent() throws SQLException {
        Association parent = invoice(equal(column("tenant_id", ValueType.STRING), tenantClaim()));
        Predicate visible = new Through(parent, And.TRUE);
        protect(entity(new TenantRule(tenantClaim(), null, parent, visible, visible)));

        try (Connection bob = invoices.boundToClaims(BOB)) {
            assertThat(ids(bob, "select id from note order by id")).containsExactly(1L);
            Sql.execute(bob, "insert into note (id, invoice_id) values (8, 1)");
            assertThatThrownBy(() -> Sql.execute(bob, "insert into note (id, invoice_id) values (9, 2)"))
                    .hasMessageContaining("violates row-level security policy");
        }
        refusedUnbound();
    }

    /** Conditions that hold, or show nothing, without asking for a claim. */
    @ParameterizedTest
    @ValueSource(strings = {"nothing", "something", "changes"})
    void withoutClaimsEveryOperationIsAnErrorForTheApplicationAndTheOwner(String admitted) throws SQLException {
        Predicate something = new Not(new IsNull(ID));
        Predicate nothing = equal(OWNER, text("nobody"));
        protect(entity(
                null,
                switch (admitted) {
                    case "nothing" -> new RowRule("r", ALL, nothing, nothing);
                    case "something" -> new RowRule("r", ALL, something, something);
                    default -> new RowRule("r", Set.of(Operation.UPDATE), something, something);
                }));

        refusedUnbound();
    }

    /** Why such paths are refused at compile time, though the policy for reading follows none. */
    @Test
    void aPathBackToTheTableIsRefusedByPostgresForAnyOperation() throws SQLException {
        Association parent =
                new Association("parent", "parent_id", ValueType.LONG, "com.acme.Note", NOTE, "id", "id", And.TRUE);
        Predicate ofParent = equal(new PathRef(parent, OWNER), claim(ValueType.STRING, false, "sub"));
        protect(entity(tenant(), new RowRule("parent", Set.of(Operation.UPDATE), ofParent, ofParent)));

        try (Connection bob = invoices.boundToClaims(BOB)) {
            assertThatThrownBy(() -> Sql.execute(bob, "update note set amount = 1"))
                    .hasMessageContaining("infinite recursion detected in policy for relation \"note\"");
        }
    }

    private void refusedUnbound() throws SQLException {
        for (Sql role :
                List.of(invoices.database().application(), invoices.database().migrator())) {
            for (String statement : List.of(
                    "select count(*) from note",
                    "insert into note (id, invoice_id) values (9, 1)",
                    "update note set amount = 1",
                    "delete from note")) {
                assertThatThrownBy(() -> role.execute(statement))
                        .as(statement)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("42501"))
                        .hasMessageContaining("RLS501");
            }
        }
    }

    /** As the changeset does it. */
    private void protect(ScopedEntity entity) throws SQLException {
        try (Connection migrator = invoices.database().migrator().connect()) {
            Sql.execute(
                    migrator,
                    "alter table note enable row level security",
                    "alter table note force row level security",
                    "grant select, insert, update, delete on note to rls_app");
            for (Policy policy : PostgresRenderer.policies(entity, "rls_app")) {
                Sql.execute(
                        migrator,
                        "create policy " + policy.name() + " on note as "
                                + (policy.restrictive() ? "restrictive" : "permissive") + " for " + policy.command()
                                + " to " + policy.roles()
                                + (policy.using() == null ? "" : " using (" + policy.using() + ")")
                                + (policy.check() == null ? "" : " with check (" + policy.check() + ")"),
                        "select rls.register_policy('public', 'note', '" + policy.name() + "', 'digest', 'app')");
            }
        }
    }

    private static List<Long> ids(Connection connection, String query) throws SQLException {
        return Sql.column(connection, query).stream().map(Long::valueOf).toList();
    }

    private static ScopedEntity entity(@Nullable TenantRule tenant, RowRule... rules) {
        return new ScopedEntity(
                new EntityDeclaration("com.acme.Note", NOTE, Map.of(), null, List.of()), tenant, List.of(rules));
    }

    private static TenantRule tenant() {
        ColumnRef column = column("tenant_id", ValueType.STRING);
        Predicate mine = equal(column, tenantClaim());
        return new TenantRule(tenantClaim(), column, null, mine, mine);
    }

    private static Association invoice(Predicate visible) {
        return new Association(
                "invoice",
                "invoice_id",
                ValueType.INTEGER,
                "com.acme.Invoice",
                new TableName("public", "invoice"),
                "id",
                "id",
                visible);
    }

    private static ClaimRef tenantClaim() {
        return ClaimRef.ofTenant("tenant_id", ValueType.STRING);
    }

    private static ClaimRef claim(ValueType type, boolean array, String... path) {
        return new ClaimRef(List.of(path), type, array, false);
    }

    private static ColumnRef column(String name, ValueType type) {
        return new ColumnRef(name, name, type);
    }

    private static Literal text(String value) {
        return new Literal(value, ValueType.STRING);
    }

    private static Predicate equal(Operand left, Operand right) {
        return new Comparison(left, Operator.EQUAL, right);
    }
}
