package com.acme.desk;

import static dev.rls.Operation.DELETE;
import static dev.rls.Operation.INSERT;
import static dev.rls.Operation.SELECT;
import static dev.rls.Operation.UPDATE;

import dev.rls.RowPolicy;
import dev.rls.TenantScoped;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.ManyToOne;
import java.util.UUID;

/** Teams, time windows, a path to an entity without policies, and rows that some may only read. */
@Entity
@TenantScoped
@RowPolicy(name = "in_team", on = SELECT, using = "teamId in :teams or customer.region.code = :region")
@RowPolicy(name = "open", on = {UPDATE, DELETE}, using = "status <> CLOSED and period.until > current_timestamp")
@RowPolicy(
        name = "no_auditor",
        on = {INSERT, UPDATE, DELETE},
        using = "not ('auditor' in :roles) or 'manager' in :roles",
        check = "status in (OPEN, Status.WAITING) and number between 1 and 99999 and 'manager' in :roles")
class Ticket extends Owned {
    enum Status {
        OPEN,
        WAITING,
        CLOSED
    }

    String tenantId;
    UUID teamId;
    int number;

    @Enumerated(EnumType.STRING)
    Status status;

    @Embedded
    Period period;

    @ManyToOne
    Customer customer;
}
