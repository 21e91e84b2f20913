package com.acme.desk;

import dev.rls.Operation;
import dev.rls.RowPolicy;
import dev.rls.SuppressLint;
import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/** A child that has its tenant from its parent, and a path to a parent that has policies. */
@Entity
@SuppressLint(value = "RLS072", reason = "remarks are read with their ticket")
@TenantScoped(via = "ticket")
@RowPolicy(name = "not_hidden", on = Operation.SELECT, using = "hidden = false or ticket.ownerId = :sub")
class Remark {
    @Id
    Long id;

    boolean hidden;

    @ManyToOne
    Ticket ticket;
}
