package dev.rls.hibernate.ledger;

import static dev.rls.Operation.DELETE;
import static dev.rls.Operation.UPDATE;

import dev.rls.RowPolicy;
import dev.rls.TenantScoped;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;

/** An entry of a tenant; one that is booked is read and not changed. */
@Entity
@TenantScoped
@RowPolicy(
        name = "draft",
        on = {UPDATE, DELETE},
        using = "text is null or text <> 'booked'")
@Table(name = "entry")
public class Entry extends EntryRow {

    @OneToMany(mappedBy = "entry", cascade = CascadeType.ALL, orphanRemoval = true)
    public List<Line> lines = new ArrayList<>();
}
