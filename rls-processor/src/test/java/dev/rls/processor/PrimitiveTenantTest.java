package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RLS078: tenants that cannot be left null. */
class PrimitiveTenantTest {

    @ParameterizedTest
    @CsvSource({"long, a Long", "int, an Integer"})
    void isZeroWhereItIsLeft(String type, String fix) throws IOException {
        assertThat(said("@TenantScoped @Entity class Invoice { @Id UUID id; " + type + " tenantId; }"))
                .containsExactly("Invoice.java:2 WARNING RLS078: com.acme.Invoice: attribute \"tenantId\" is of type "
                        + type + ", so whoever leaves it names tenant 0. Make it " + fix
                        + ": what is null is stamped with the tenant of the claims.");
    }

    @Test
    void canBeMeant() throws IOException {
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
    void othersAreNotAskedFor(String invoice) throws IOException {
        assertThat(said(invoice, "class Key implements java.io.Serializable { long tenantId; long number; }"))
                .isEmpty();
    }

    private static List<String> said(String... sources) throws IOException {
        Javac javac = Javac.into(Files.createTempDirectory(Path.of("target"), "primitive"));
        for (String source : sources) {
            javac.sources(
                    "package com.acme; import dev.rls.*; import jakarta.persistence.*; import java.util.*;\n" + source);
        }
        return javac.compile().all();
    }
}
