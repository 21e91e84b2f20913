package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RLS078: tenants that cannot be left null. */
class PrimitiveTenantTest {

    @ParameterizedTest
    @CsvSource({"long, a Long", "int, an Integer"})
    void isZeroWhereItIsLeft(String type, String fix) {
        assertThat(said("@TenantScoped @Entity class Invoice { @Id UUID id; " + type + " tenantId; }"))
                .containsExactly("Invoice.java:2 WARNING RLS078: com.acme.Invoice: attribute \"tenantId\" is of type "
                        + type + ", so whoever leaves it names tenant 0. Make it " + fix
                        + ": what is null is stamped with the tenant of the claims.");
    }

    @Test
    void canBeMeant() {
        assertThat(said("@SuppressLint(value = \"RLS078\", reason = \"the constructor sets it\") @TenantScoped @Entity"
                        + " class Invoice { @Id UUID id; long tenantId; }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@TenantScoped @Entity class Invoice { @Id UUID id; Long tenantId; long number; }",
                "@TenantScoped @IdClass(Key.class) @Entity class Invoice { @Id long tenantId; @Id long number; }",
                "@RowPolicy(using = \"tenantId = :tenant_id\") @Entity class Invoice { @Id UUID id; long tenantId; }"
            })
    void othersAreNotAskedFor(String invoice) {
        assertThat(said(invoice, "class Key implements java.io.Serializable { long tenantId; long number; }"))
                .isEmpty();
    }

    private static List<String> said(String... sources) {
        return Fault.compiled(List.of(sources)).all();
    }
}
