package com.acme.desk;

import dev.rls.CrossTenantReference;
import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;

/** Refers to rows of its tenant, to rows that all share, and once, as is meant, to those of others. */
@Entity
@TenantScoped
class Attachment {
    @Id
    Long id;

    String tenantId;

    @ManyToOne
    Ticket filedUnder;

    @ManyToOne
    @JoinColumn(name = "quotedFrom")
    Article article;

    @ManyToOne
    @CrossTenantReference(reason = "forwarded between companies")
    Attachment original;
}
