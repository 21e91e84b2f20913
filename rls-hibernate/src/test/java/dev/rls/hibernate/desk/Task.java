package dev.rls.hibernate.desk;

import static dev.rls.Operation.DELETE;
import static dev.rls.Operation.UPDATE;

import dev.rls.RowPolicy;
import dev.rls.SuppressLint;
import dev.rls.TenantScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Owner, role and team; closed tasks can be read and not changed. */
@Entity
@SuppressLint(value = "RLS077", reason = "the tests plant rows by their numbers")
@TenantScoped
@RowPolicy(name = "own", using = "ownerId = :sub or 'manager' in :roles or team in :teams")
@RowPolicy(
        name = "open",
        on = {UPDATE, DELETE},
        using = "status = OPEN",
        check = "status in (OPEN, DONE) and (amount is null or amount <= 100)")
public class Task {

    /** How far it is. */
    public enum Status {
        OPEN,
        DONE,
        CLOSED
    }

    @Id
    public Long id;

    public @Nullable String tenantId;

    public String ownerId;

    public @Nullable String team;

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "varchar(10)")
    public Status status = Status.OPEN;

    @Column(precision = 12, scale = 2)
    public @Nullable BigDecimal amount;

    @OneToMany(mappedBy = "task")
    public List<Step> steps = new ArrayList<>();

    @ManyToOne(fetch = FetchType.LAZY)
    public @Nullable Task parent;

    protected Task() {}

    public Task(long id, String ownerId) {
        this.id = id;
        this.ownerId = ownerId;
    }
}
