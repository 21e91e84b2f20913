package dev.rls.testkit;

import dev.rls.claims.Claims;
import dev.rls.policy.ScopedEntity;
import dev.rls.testkit.internal.Indexes;
import dev.rls.testkit.internal.Login;
import dev.rls.testkit.internal.MappedTable;
import dev.rls.testkit.internal.NativeReading;
import dev.rls.testkit.internal.OrmReading;
import dev.rls.testkit.internal.Reading;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The row security of an application, to be tested. What is asserted is asked of the ORM and, if there is a data source
 * of the application's role, of the database alone by native SQL; whatever is tried is rolled back.
 *
 * <pre>{@code
 * RowSecurity rows = RowSecurity.of(entityManagerFactory).withDatabase(applicationDataSource);
 * rows.assertThatUser(alice).sees(hers).doesNotSee(his).cannotUpdate(approved);
 * }</pre>
 */
public final class RowSecurity {

    private final SessionFactoryImplementor factory;
    private final @Nullable DataSource application;
    private final @Nullable DataSource owner;

    private RowSecurity(
            SessionFactoryImplementor factory, @Nullable DataSource application, @Nullable DataSource owner) {
        this.factory = factory;
        this.application = application;
        this.owner = owner;
    }

    /**
     * The row security of the ORM.
     *
     * @param factory where the entities are mapped
     * @return row security without a database
     */
    public static RowSecurity of(EntityManagerFactory factory) {
        return new RowSecurity(factory.unwrap(SessionFactoryImplementor.class), null, null);
    }

    /**
     * With the database, asked by native SQL. Assertions refuse with RLS608 the connections of an owner or superuser, and
     * with RLS607 a role that may not bind claims.
     *
     * @param application connections of the role the application logs in as, a member of {@code rls_trusted} in the
     *     database of the tests
     * @return row security of both
     */
    public RowSecurity withDatabase(DataSource application) {
        return new RowSecurity(factory, Objects.requireNonNull(application, "application"), owner);
    }

    /**
     * With someone who can plant rows, which {@link #agreement} needs.
     *
     * @param owner connections of the role that owns the tables
     * @return the same row security
     */
    public RowSecurity withOwner(DataSource owner) {
        return new RowSecurity(factory, application, Objects.requireNonNull(owner, "owner"));
    }

    /**
     * Begins an assertion.
     *
     * @param claims who the user is
     * @return what can be asserted
     */
    public UserAssert assertThatUser(Claims claims) {
        return new UserAssert(this, claims);
    }

    /**
     * A table of users and rows, for people to read and for tests to compare: {@code R}, {@code U} and {@code D} where the
     * user may read, update and delete the row, {@code !} where the ORM and the database do not agree.
     *
     * @param users claims by the name the table shall show
     * @param rows entities that are in the database
     * @return the table, one line per row
     */
    public String whoSeesWhat(Map<String, Claims> users, Object... rows) {
        return new WhoSeesWhat(this, users).of(List.of(rows));
    }

    /**
     * Shows that the ORM, the database and the evaluator decide alike about generated rows and claims. The tables are
     * emptied of what was generated afterwards; other rows stay and take part. Rows and acts that a constraint stops are
     * left out.
     *
     * @param entities the entities, protected and not
     * @return what was compared
     * @throws AssertionError at a disagreement, with the policies, the claims and the rows
     * @throws IllegalStateException RLS602 if no owner or database is known, RLS603 if rows of an entity cannot be
     *     generated or planted, RLS607 or RLS608 if the application's login is none to test with
     * @throws IllegalArgumentException RLS606 if an identifier has several columns or a type that conditions do not know,
     *     RLS609 if a class is no entity
     */
    public Agreement agreement(Class<?>... entities) {
        return Agreement.of(this, List.of(entities));
    }

    SessionFactoryImplementor factory() {
        return factory;
    }

    @Nullable
    DataSource application() {
        return application;
    }

    @Nullable
    DataSource owner() {
        return owner;
    }

    Optional<ScopedEntity> find(Class<?> entity) {
        return Indexes.find(factory, entity);
    }

    ScopedEntity policies(Class<?> entity) {
        return find(entity)
                .orElseThrow(() -> new IllegalStateException("RLS601: " + entity.getName()
                        + " has no policy. Annotate it with @TenantScoped or @RowPolicy and compile it with rls-processor,"
                        + " or leave it out"));
    }

    List<Reading> readings(MappedTable table) {
        List<Reading> readings = new ArrayList<>();
        readings.add(new OrmReading("ORM", factory, table));
        if (application != null) {
            Login.check(application, table);
            readings.add(new NativeReading(application, table));
        }
        return readings;
    }
}
