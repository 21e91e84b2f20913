package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotations that come from another jar, compiled before. */
class LibraryTest {

    private static final String BASE = """
            package com.lib;

            import dev.rls.TenantScoped;
            import jakarta.persistence.*;

            @MappedSuperclass
            @TenantScoped(claim = "org")
            public abstract class Base<T> {
                @Id Long id;
                @Column(name = "org_id") T tenantId;
            }
            """;
    private static final String INVOICE =
            "package com.acme;\n@jakarta.persistence.Entity class Invoice extends com.lib.Base<%s> {}";

    @TempDir
    private Path folder;

    private Javac compiler(String library) {
        Path jar = folder.resolve("library");
        assertThat(Javac.into(jar)
                        .sources(library)
                        .withoutProcessing()
                        .compile()
                        .success())
                .isTrue();
        return Javac.into(folder.resolve("application")).alsoOnClassPath(jar);
    }

    @Test
    void anEntityInheritsTheAnnotationOfAnotherJar() {
        Javac.Result result = compiler(BASE).sources(INVOICE.formatted("Long")).compile();

        assertThat(result.messages()).isEmpty();
        assertThat(result.index())
                .contains("\"entity\": \"com.acme.Invoice\"", "\"column\": \"org_id\"", "\"type\": \"long\"");
    }

    @Test
    void aMappedSuperclassAloneWritesNothing() {
        Javac.Result result = Javac.into(folder).sources(BASE).compile();

        assertThat(result.messages()).isEmpty();
        assertThat(result.success()).isTrue();
        assertThat(result.has("META-INF")).isFalse();
    }

    @Test
    void aFaultInAnotherJarPointsAtTheEntityThatIsCompiled() {
        assertThat(compiler(BASE).sources(INVOICE.formatted("Short")).compile().messages())
                .containsExactly("Invoice.java:2 ERROR RLS015: attribute \"tenantId\" of com.acme.Invoice has type"
                        + " java.lang.Short. A tenant is a String, UUID, Long or Integer: change the type, or name another"
                        + " attribute with @TenantScoped(attribute = …).");
        assertThat(compiler(BASE.replace("@MappedSuperclass", ""))
                        .sources(INVOICE.formatted("Long"))
                        .compile()
                        .messages())
                .containsExactly(
                        "Invoice.java:2 ERROR RLS002: @TenantScoped on com.lib.Base, which is neither an entity nor"
                                + " a mapped superclass. Add @Entity or @MappedSuperclass, or remove @TenantScoped.");
    }

    @Test
    void aClassThatIsNoEntityMayExtendWhatItLikes() {
        Javac.Result result = compiler(BASE.replace("@MappedSuperclass", ""))
                .sources(
                        "package com.acme; class Dto extends com.lib.Base<String> {}",
                        "package com.acme; @jakarta.persistence.Entity class Other { @jakarta.persistence.Id Long id; }")
                .compile();

        assertThat(result.messages()).isEmpty();
        assertThat(result.has("META-INF")).isFalse();
    }

    @Test
    void rls023AnEntityOfAnotherJarThatProtectsTheSameTableDifferently() {
        String customer = """
                package com.lib; import dev.rls.*; import jakarta.persistence.*;
                @Entity @TenantScoped @Table(name = "party")
                public class Customer { @Id public Long id; public String tenantId; }""";
        String sources = """
                package com.acme; import dev.rls.*; import jakarta.persistence.*;
                @SuppressLint(value = "RLS072", reason = "few")
                @RowPolicy(name = "region", using = "customer.tenantId = :tenant_id")
                @Entity class Sale { @Id Long id; @ManyToOne com.lib.Customer customer; }

                %s
                @Entity @Table(name = "party")
                @TenantScoped
                class Supplier { @Id Long id; String tenantId; String ownerId; }
                """;
        String owner = "@RowPolicy(name = \"owner\", using = \"ownerId = :sub\")";

        assertThat(compiler(customer)
                        .sources(sources.formatted(owner))
                        .compile()
                        .messages())
                .containsExactly(
                        "Sale.java:8 ERROR RLS023: com.acme.Supplier protects table public.party in another way than"
                                + " com.lib.Customer, which is mapped to it too. Give both the same @TenantScoped and the same row"
                                + " policies.");
        assertThat(compiler(customer).sources(sources.formatted("")).compile().messages())
                .isEmpty();
    }
}
