package com.acme.desk;

import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Shared rows: those without tenant are everybody's to read. */
@Entity
@TenantScoped(shared = true)
class Article {
    @Id
    Long id;

    String tenantId;
}
