package dev.rls.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rls.policy.EntityDeclaration;
import dev.rls.policy.PolicyIndex;
import dev.rls.policy.Reference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where references may leave the tenant: said with a reason, on the association that has the column. */
class CrossingFaultsTest {

    private static final String OWNER = "@Entity @TenantScoped class Owner { @Id Long id; String tenantId; %s }";

    @TempDir
    private Path classes;

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void rls024NoReason(String reason) {
        Fault.in(OWNER.formatted(""), """
                        @Entity @TenantScoped class Note { @Id Long id; String tenantId;
                            @ManyToOne
                            @CrossTenantReference(reason = "%s")
                            Owner owner;
                        }
                        """.formatted(reason))
                .says(
                        "Note.java:4 ERROR RLS024: @CrossTenantReference on \"owner\" of com.acme.Note has no reason. Say why"
                                + " rows of other tenants may be referred to, or remove it.")
                .isSilencedBy("\"" + reason + "\"", "\"they know each other\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"String text", "@OneToOne(mappedBy = \"note\") Owner owner", "@ManyToMany List<Owner> owners"})
    void rls025NoAssociationWithAColumn(String attribute) {
        String name = attribute.substring(attribute.lastIndexOf(' ') + 1);
        Fault.in(OWNER.formatted("@OneToOne Note note;"), """
                        @Entity @TenantScoped class Note { @Id Long id; String tenantId;
                            @CrossTenantReference(reason = "they know each other")
                            %s;
                        }
                        """.formatted(attribute))
                .says("Note.java:3 ERROR RLS025: @CrossTenantReference on \"" + name
                        + "\" of com.acme.Note, which is no association with a join column. Move it to the side that has the"
                        + " column, or remove it.")
                .isSilencedBy("@CrossTenantReference(reason = \"they know each other\")", "");
    }

    /** The attribute that says so, and any other that is stored in its column. */
    @Test
    void whatMayCrossIsNoReference() {
        assertThat(references("@ManyToOne @CrossTenantReference(reason = \"meant\") Owner owner;"))
                .isEmpty();
        assertThat(
                        references(
                                "@ManyToOne @CrossTenantReference(reason = \"meant\") Owner owner;"
                                        + " @ManyToOne @JoinColumn(name = \"owner_id\", insertable = false, updatable = false) Owner again;"))
                .isEmpty();
        assertThat(references("@ManyToOne Owner owner;"))
                .extracting(
                        Reference::attribute, Reference::column, Reference::key, Reference::tenant, Reference::byKey)
                .containsExactly(tuple("owner", "owner_id", "id", "tenantid", true));
    }

    private List<Reference> references(String attributes) {
        Javac.Result result = Javac.into(classes)
                .sources(
                        "package com.acme; import dev.rls.*; import jakarta.persistence.*;\n" + OWNER.formatted(""),
                        "package com.acme; import dev.rls.*; import jakarta.persistence.*;\n"
                                + "@Entity @TenantScoped class Note { @Id Long id; String tenantId; " + attributes
                                + " }")
                .compile();
        EntityDeclaration note = PolicyIndex.parse(result.index()).declaration("com.acme.Note");
        assertThat(note).isNotNull();
        return note.references();
    }
}
