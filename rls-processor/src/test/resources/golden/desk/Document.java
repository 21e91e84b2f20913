package com.acme.desk;

import dev.rls.Operation;
import dev.rls.RowPolicy;
import dev.rls.SuppressLint;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;

/** Without tenant: public rows, sets of tenants, and a hierarchy by the prefix of a path. */
@Entity
@SuppressLint(value = "RLS071", reason = "few rows")
@SuppressLint(value = "RLS074", reason = "who has no such claim sees public rows alone")
@SuppressLint(value = "RLS075", reason = "drafts without a place are everybody's to edit")
@RowPolicy(
        name = "public_or_own",
        on = Operation.SELECT,
        using = "visibility = PUBLIC or tenant = :tenant_id or tenant in :'https://acme.example/tenants'")
@RowPolicy(name = "below_root", using = "path like :org.root || '%' or path is null and title like 'Draft%'")
@RowPolicy(name = "recent", on = Operation.DELETE, using = "not created < '2026-01-31'")
class Document {
    enum Visibility {
        PRIVATE,
        PUBLIC
    }

    @Id
    Long id;

    String tenant;
    String title;
    String path;
    LocalDate created;
    Visibility visibility;
}
