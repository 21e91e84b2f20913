package dev.rls.hibernate.desk;

import static dev.rls.Operation.DELETE;
import static dev.rls.Operation.INSERT;
import static dev.rls.Operation.SELECT;
import static dev.rls.Operation.UPDATE;

import dev.rls.RowPolicy;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** Public rows across tenants, sets of tenants, a hierarchy by the prefix of a path. */
@Entity
@RowPolicy(name = "readers", on = SELECT, using = "published = true or tenant in :tenants")
@RowPolicy(
        name = "writers",
        on = {INSERT, UPDATE, DELETE},
        using = "path like :root || '%'")
public class Page {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String tenant;

    public boolean published;

    public String path;

    protected Page() {}

    public Page(String tenant, boolean published, String path) {
        this.tenant = tenant;
        this.published = published;
        this.path = path;
    }
}
