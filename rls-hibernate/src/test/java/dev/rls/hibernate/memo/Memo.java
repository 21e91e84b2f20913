package dev.rls.hibernate.memo;

import static dev.rls.Operation.DELETE;
import static dev.rls.Operation.INSERT;
import static dev.rls.Operation.SELECT;
import static dev.rls.Operation.UPDATE;

import dev.rls.RowPolicy;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** Read and deleted by its owner and by readers of its topic, changed by its owner, within bounds of every type. */
@Entity
@RowPolicy(
        name = "readers",
        on = {SELECT, UPDATE, DELETE},
        using = "(ownerId = :sub or topic in :topics) and (due is null or due > '2020-01-31T12:30:00Z')")
@RowPolicy(
        name = "bounds",
        on = {INSERT, UPDATE},
        using = "ownerId = :sub",
        check = "ownerId = :sub and (amount is null or amount <= 100)"
                + " and (due is null or due <= '2026-01-31T12:00:00Z') and (level is null or level <= :clearance)"
                + " and (site.city is null or site.city <> 'Nowhere') and (shelf.code is null or shelf.open = true)")
public class Memo extends MemoRow {

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "kept_on")
    public @Nullable Shelf shelf;
}
