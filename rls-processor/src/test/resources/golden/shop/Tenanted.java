package com.acme.shop;

import dev.rls.TenantScoped;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;

/** The usual way: what all entities have in common, with the tenant among it. */
@MappedSuperclass
@TenantScoped(attribute = Names.TENANT, claim = "https://acme.example/org")
abstract class Tenanted<I> extends Identified<I> {
    @Column(nullable = false, updatable = false)
    String orgId;
}
