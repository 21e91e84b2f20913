package dev.rls.hibernate.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import dev.rls.hibernate.BoundDataSource;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import dev.rls.hibernate.app.Tenants;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** jOOQ beside Hibernate, on a bound data source over a pool. */
class JooqTest {

    private static final Table<?> PLOT = table(name("plot"));
    private static final Field<Long> ID = field(name("id"), Long.class);
    private static final Field<String> TENANT = field(name("tenantid"), String.class);
    private static final Field<String> NAME = field(name("name"), String.class);

    private static Place place;
    private static DSLContext jooq;

    @BeforeAll
    static void start() {
        Sources sources = Sources.compiled(List.of("-Arls.unit=jooq"), Flow.sources());
        place = Flow.protectedBy(sources, "jooq");
        jooq = DSL.using(new BoundDataSource(Place.pool(place.application())), SQLDialect.POSTGRES);
    }

    @BeforeEach
    void seed() {
        place.truth(
                "delete from plot",
                "insert into plot (id, tenantid, name) values (1, 'acme', 'a1'), (2, 'acme', 'a2'), (3, 'globex', 'g1')");
    }

    @Test
    void eachTenantSeesItsOwn() {
        for (int i = 0; i < 3; i++) {
            assertThat(as(Tenants.ACME)).containsExactly("a1", "a2");
            assertThat(as(Tenants.GLOBEX)).containsExactly("g1");
        }
        assertThatThrownBy(() -> jooq.select(NAME).from(PLOT).fetch(NAME))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("RLS501");
    }

    @Test
    void whatIsWrittenIsTheOwn() {
        ClaimsScope.run(Tenants.ACME, () -> {
            assertThat(jooq.insertInto(PLOT, ID, TENANT, NAME)
                            .values(4L, "acme", "a3")
                            .returning(ID)
                            .fetchOne(ID))
                    .isEqualTo(4);
            assertThat(jooq.update(PLOT).set(NAME, "mine").execute()).isEqualTo(3);
            assertThat(jooq.batch(
                                    jooq.update(PLOT).set(NAME, "x").where(ID.eq(1L)),
                                    jooq.update(PLOT).set(NAME, "x").where(ID.eq(3L)))
                            .execute())
                    .containsExactly(1, 0);
            assertThatThrownBy(() -> jooq.insertInto(PLOT, ID, TENANT, NAME)
                            .values(5L, "globex", "planted")
                            .execute())
                    .isInstanceOf(DataAccessException.class);
        });
        assertThat(as(Tenants.GLOBEX)).containsExactly("g1");
    }

    @Test
    void aTransactionIsBoundUntilItEnds() {
        ClaimsScope.run(
                Tenants.ACME,
                () -> jooq.transaction(outer -> {
                    assertThat(names(outer.dsl())).containsExactly("a1", "a2");
                    assertThatThrownBy(() -> outer.dsl().transaction(inner -> {
                                inner.dsl().deleteFrom(PLOT).execute();
                                throw new IllegalStateException("back to the savepoint");
                            }))
                            .isInstanceOf(IllegalStateException.class);
                    assertThat(names(outer.dsl())).containsExactly("a1", "a2");
                }));
        assertThat(as(Tenants.GLOBEX)).containsExactly("g1");
    }

    private static List<String> as(Claims claims) {
        return ClaimsScope.call(claims, () -> names(jooq));
    }

    private static List<String> names(DSLContext context) {
        return context.select(NAME).from(PLOT).orderBy(ID).fetch(NAME);
    }
}
