package dev.rls.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rls.claims.ClaimsScope;
import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.AccessPath.Model;
import dev.rls.hibernate.app.Shop;
import dev.rls.hibernate.app.Tenants;
import dev.rls.hibernate.model.Customer;
import dev.rls.hibernate.model.Invoice;
import dev.rls.hibernate.model.PlainCustomer;
import dev.rls.hibernate.model.PlainInvoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each path to another tenant's row, with all protections, with one of them, and with none. */
class AccessPathTest {

    private static final Model PROTECTED = new Model(Invoice.class, Customer.class);
    private static final Model TWIN = new Model(PlainInvoice.class, PlainCustomer.class);

    @ParameterizedTest
    @EnumSource
    void withoutProtectionItLeaksOnH2(AccessPath path) {
        assertThat(asAcme(path, Shop.onH2(), TWIN)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void withoutProtectionItLeaksOnPostgres(AccessPath path) {
        Shop shop = Shop.on(Version.V18);
        shop.withoutRowSecurity(() -> assertThat(asAcme(path, shop, TWIN)).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void theOrmAloneBlocksOnH2(AccessPath path) {
        assertThat(asAcme(path, Shop.onH2(), PROTECTED)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theOrmAloneBlocksOnPostgres(AccessPath path) {
        Shop shop = Shop.on(Version.V18);
        shop.withoutRowSecurity(() -> assertThat(ClaimsScope.<Boolean, RuntimeException>call(
                        Tenants.ACME, () -> path.leaks(shop, shop.ormAlone(), PROTECTED)))
                .isFalse());
    }

    @ParameterizedTest
    @EnumSource(names = {"NATIVE_ENTITIES", "NATIVE_SCALAR", "DO_WORK", "NATIVE_UPDATE"})
    void whereTheOrmStandsAloneNativeSqlThatWasOpenedLeaks(AccessPath path) {
        UnprotectedSql.run(
                "this is a test",
                () -> assertThat(asAcme(path, Shop.onH2(), PROTECTED)).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void theDatabaseAloneBlocks(AccessPath path) {
        Shop shop = Shop.on(Version.V18);
        assertThat(ClaimsScope.<Boolean, RuntimeException>call(
                        Tenants.ACME, () -> path.leaks(shop, shop.boundTwin(), TWIN)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void bothTogetherBlock(AccessPath path) {
        assertThat(asAcme(path, Shop.on(Version.V18), PROTECTED)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void bothTogetherBlockOnTheOldestPostgres(AccessPath path) {
        assertThat(asAcme(path, Shop.on(Version.V15), PROTECTED)).isFalse();
    }

    private static boolean asAcme(AccessPath path, Shop shop, Model model) {
        return ClaimsScope.<Boolean, RuntimeException>call(
                Tenants.ACME, () -> path.leaks(shop, model == TWIN ? shop.twin() : shop.factory(), model));
    }
}
