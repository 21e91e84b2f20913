package dev.rls.hibernate.desk;

import dev.rls.SuppressLint;
import dev.rls.TenantScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** A child that has its tenant from its parent. */
@Entity
@SuppressLint(value = "RLS077", reason = "the tests plant rows by their numbers")
@TenantScoped(via = "task")
public class Step {

    @Id
    public Long id;

    public String text;

    @ManyToOne(fetch = FetchType.LAZY)
    public @Nullable Task task;

    protected Step() {}

    public Step(long id, String text, @Nullable Task task) {
        this.id = id;
        this.text = text;
        this.task = task;
    }
}
